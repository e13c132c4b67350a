package org.extendrouter.letters;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few at a time do what takes memory or the broker's time. Others wait, and not for long.
 */
public final class Places {

  private final Semaphore free;
  private final Duration patience;
  private final String refusal;

  /**
   * None is taken.
   *
   * @param places how many work at a time
   * @param patience how long another one waits
   * @param refusal what it is told then, and what to do
   */
  public Places(int places, Duration patience, String refusal) {
    this.free = new Semaphore(places, true);
    this.patience = patience;
    this.refusal = refusal;
  }

  /**
   * Does some work in a place that is free.
   *
   * @param <T> what it results in
   * @param work the work
   * @return its result
   * @throws BusyException if others do not end in time
   */
  public <T> T take(Supplier<T> work) {
    try {
      if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BusyException(refusal);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusyException(refusal);
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }
}
