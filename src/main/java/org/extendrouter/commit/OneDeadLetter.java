package org.extendrouter.commit;

import java.time.Duration;

/**
 * The one dead letter that an attempt makes of its message, whichever parts ask for it, also at the
 * same time.
 */
final class OneDeadLetter {

  /** A send ends sooner, by the time limits of the connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Thread maker;
  private boolean asked;
  private boolean made;

  /**
   * Asks for it, and waits while another thread makes it.
   *
   * @param beside whether the route does not wait for who asks
   * @return true if the caller has to make it
   */
  synchronized boolean claim(boolean beside) throws InterruptedException {
    asked |= !beside;
    long end = System.nanoTime() + PATIENCE.toNanos();
    // What the same thread has begun before has failed.
    while (!made && maker != null && maker != Thread.currentThread()) {
      long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (millis <= 0) {
        throw new IllegalStateException(
            "another part of the message is given up for more than %d s, this one is tried again"
                .formatted(PATIENCE.toSeconds()));
      }
      wait(millis);
    }
    if (!made) {
      maker = Thread.currentThread();
    }
    return !made;
  }

  /** It was sent. */
  synchronized void made() {
    made = true;
    notifyAll();
  }

  /** Who had to make it has ended; if it was not sent, the next one has to. */
  synchronized void release(Thread ended) {
    if (maker == ended) {
      maker = null;
      notifyAll();
    }
  }

  /** Whether somebody has asked for it whom the route waits for. */
  synchronized boolean isAsked() {
    return asked;
  }

  /** Whether the route relies on it, and it is not there. */
  synchronized boolean isMissing() {
    return asked && !made;
  }
}
