package org.extendrouter.consumer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The room that one message has while it is in work. In each queue one large message is in work at
 * a time: a route that hangs keeps the others from no more than that.
 */
final class Claim implements AutoCloseable {

  /** What waits for so long gives its consumer back to others. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Room room;
  private final Semaphore turn;
  private int taken;

  /**
   * A claim on nothing yet.
   *
   * @param room the room of all queues
   * @param turn held by the one large message of a queue that is in work
   */
  Claim(Room room, Semaphore turn) {
    this.room = room;
    this.turn = turn;
  }

  /** Takes at least this much, and gives back what it had: who waits must not make others wait. */
  void take(int needed) throws NoRoomException, InterruptedException {
    if (needed <= taken) {
      return;
    }
    close();
    if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw noRoom();
    }
    try {
      if (!room.take(needed, PATIENCE)) {
        throw noRoom();
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

  private static NoRoomException noRoom() {
    return new NoRoomException(
        "other large messages were in work for more than %d s".formatted(PATIENCE.toSeconds()));
  }
}
