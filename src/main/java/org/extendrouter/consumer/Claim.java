package org.extendrouter.consumer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The room that one message has while it is in work. In each queue one large message is in work at
 * a time, so that a route that hangs keeps other queues from no more room than that. The others of
 * its own queue wait, each in its consumer.
 */
final class Claim implements AutoCloseable {

  private final Room room;
  private final Semaphore turn;
  private final Duration patience;
  private final Runnable late;
  private int taken;

  /**
   * A claim on nothing yet.
   *
   * @param room the room of all queues
   * @param turn held by the one large message of a queue that is in work
   * @param patience after this long, who needs less room may go first
   * @param late runs when a wait takes longer than that
   */
  Claim(Room room, Semaphore turn, Duration patience, Runnable late) {
    this.room = room;
    this.turn = turn;
    this.patience = patience;
    this.late = late;
  }

  /**
   * Takes at least this much, and gives back what it had: who waits must not make others wait.
   * Waits for as long as it takes. Giving the message back to its queue would count as an attempt.
   */
  void take(int needed) throws InterruptedException {
    if (needed <= taken) {
      return;
    }
    close();
    if (!turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      late.run();
      turn.acquire();
    }
    try {
      while (!room.take(needed, patience)) {
        late.run();
      }
      taken = needed;
    } finally {
      if (taken == 0) {
        turn.release();
      }
    }
  }

  @Override
  public void close() {
    if (taken > 0) {
      room.giveBack(taken);
      turn.release();
      taken = 0;
    }
  }
}
