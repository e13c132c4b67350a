package org.extendrouter.standalone;

import org.extendrouter.health.ThreadTrouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process as soon as a thread has ended for lack of memory or threads, or by a fault of
 * Java's: without the one that takes connections, for example, nothing is ever answered again.
 * {@code -XX:+ExitOnOutOfMemoryError} does not end it where the system refuses a thread.
 */
public final class EndWithoutMemory implements Thread.UncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(EndWithoutMemory.class);

  private static final int STATUS = 1;

  private EndWithoutMemory() {}

  /** Looks at what ends the threads of this process from now on. */
  public static void make() {
    Thread.setDefaultUncaughtExceptionHandler(new EndWithoutMemory());
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    if (failure instanceof OutOfMemoryError || failure instanceof InternalError) {
      try {
        LOG.error(
            "the thread {} has ended ({}), and so does the router, which would go on half-working: {}",
            thread.getName(),
            failure.getMessage(),
            remedy(failure));
      } finally {
        // The hooks of an orderly end are threads.
        Runtime.getRuntime().halt(STATUS);
      }
    }
    // As Java does where nobody looks at it.
    System.err.print("Exception in thread \"" + thread.getName() + "\" ");
    failure.printStackTrace(System.err);
  }

  /** A page of a mapped file that the disk does not give is an internal error, too. */
  private static String remedy(Throwable failure) {
    if (ThreadTrouble.isIn(failure)) {
      return ThreadTrouble.MORE_THREADS;
    }
    return failure instanceof OutOfMemoryError
        ? "give it more memory (-Xmx, or the container's limit)"
        : "look whether its disks are full or fail, and for newer versions of Java";
  }
}
