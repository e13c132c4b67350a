package org.extendrouter.consumer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Memory for the large messages that are in work at once, in all routes. It is given out in the
 * order of asking, so that a message that needs much of it gets it in the end.
 */
final class Room {

  /** So many of these or smaller ones are in work at once as there are consumers. */
  private static final long SMALL = 64 * 1024;

  private static final int UNIT = 1024;

  private final int all;
  private final Semaphore units;

  /**
   * So much memory.
   *
   * @param bytes how many bytes of messages may be in work at once, those of small ones not counted
   */
  Room(long bytes) {
    this.all = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT));
    this.units = new Semaphore(all, true);
  }

  /** What a message that goes alone takes. */
  int all() {
    return all;
  }

  /**
   * What a message takes.
   *
   * @param bytes its length
   * @return 0 for a small message, all for one that is larger than there is room
   */
  int needed(long bytes) {
    return bytes <= SMALL ? 0 : (int) Math.min(all, (bytes + UNIT - 1) / UNIT);
  }

  boolean take(int needed, Duration patience) throws InterruptedException {
    return units.tryAcquire(needed, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  void giveBack(int taken) {
    units.release(taken);
  }
}
