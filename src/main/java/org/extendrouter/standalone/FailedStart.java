package org.extendrouter.standalone;

import java.time.Duration;

/**
 * Ends the process after a start that has failed, whatever threads it has left behind: a service
 * manager starts again what has ended, and nothing that hangs.
 */
public final class FailedStart {

  private static final int STATUS = 1;

  /** No shorter than an orderly end may take, which SIGTERM may have begun. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private FailedStart() {}

  /**
   * Tells of the failure, unless that is done, and ends the process.
   *
   * @param failure of the start; its exit code is the process's, or 1 if it has none
   */
  public static void end(Throwable failure) {
    end(failure, PATIENCE);
  }

  static void end(Throwable failure, Duration patience) {
    try {
      Thread limit = new Thread(() -> haltAfter(patience), "end-of-failed-start");
      limit.setDaemon(true);
      limit.start();
    } catch (OutOfMemoryError noThread) {
      // The hooks of an orderly end are threads, too.
      Runtime.getRuntime().halt(STATUS);
    }
    Thread thread = Thread.currentThread();
    // Spring Boot's knows whether it has told of the failure, and its exit code.
    thread.getUncaughtExceptionHandler().uncaughtException(thread, told(failure));
    System.exit(STATUS);
  }

  /** Spring Boot tells of an error, and then throws it within another. */
  private static Throwable told(Throwable failure) {
    return failure.getCause() instanceof Error error
            && error.toString().equals(failure.getMessage())
        ? error
        : failure;
  }

  private static void haltAfter(Duration patience) {
    try {
      Thread.sleep(patience.toMillis());
    } catch (InterruptedException endNow) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(STATUS);
  }
}
