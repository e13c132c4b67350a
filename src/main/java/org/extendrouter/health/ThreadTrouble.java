package org.extendrouter.health;

import java.util.stream.Stream;

/** A process that may start no more threads, and what to do. */
public final class ThreadTrouble {

  /** How the router may start more threads. */
  public static final String MORE_THREADS =
      "raise the limit: ulimit -u, TasksMax= in systemd's unit or the container's pids limit; the router takes some 150 to 250 threads at rest, and up to 400 in a burst";

  private static final String TOLD = "unable to create native thread";

  private ThreadTrouble() {}

  /**
   * Whether a failure is for lack of threads.
   *
   * @param failure its causes are looked at, too
   * @return true if the system has refused a thread
   */
  public static boolean isIn(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof OutOfMemoryError
                    && String.valueOf(cause.getMessage()).contains(TOLD));
  }
}
