package org.extendrouter.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoomTest {

  private static final int MEGABYTE = 1024 * 1024;

  private final Room room = new Room(8 * MEGABYTE);

  @Test
  void smallMessagesNeedNoneAndTheLargestAll() {
    assertThat(room.needed(0)).isZero();
    assertThat(room.needed(64 * 1024)).isZero();
    assertThat(room.needed(64 * 1024 + 1)).isEqualTo(65);
    assertThat(room.needed(5 * MEGABYTE)).isEqualTo(5 * 1024);
    assertThat(room.needed(100L * MEGABYTE)).isEqualTo(room.all());
  }

  @Test
  void whoAsksForMuchIsNotPassedByThoseWhoAskForLittle() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    assertThat(room.take(room.needed(5 * MEGABYTE), Duration.ofSeconds(5))).isTrue();
    Thread much = waiting(order, "much", room.all());
    Thread little = waiting(order, "little", 65);
    assertThat(order).isEmpty();

    room.giveBack(room.needed(5 * MEGABYTE));
    much.join(5000);
    little.join(5000);
    assertThat(order).containsExactly("much", "little");
  }

  @Test
  void oneQueueHasOneLargeMessageInWorkAndTheOthersStillHaveRoom() throws Exception {
    Semaphore turn = new Semaphore(1, true);
    try (Claim hangs = claim(turn);
        Claim elsewhere = claim(new Semaphore(1, true))) {
      hangs.take(100);
      Thread second = interruptible(claim(turn));
      elsewhere.take(100);
      second.interrupt();
      second.join(5000);
    }
    assertAllIsFree(turn);
  }

  @Test
  void whoIsInterruptedWhileWaitingHoldsNothing() throws Exception {
    Semaphore turn = new Semaphore(1, true);
    try (Claim other = claim(new Semaphore(1, true))) {
      other.take(room.all());
      Thread waiting = interruptible(claim(turn));
      waiting.interrupt();
      waiting.join(5000);
      assertThat(waiting.isAlive()).isFalse();
    }
    assertAllIsFree(turn);
  }

  /** Else each would wait for what the other holds. */
  @Test
  void whoNeedsMoreLetsGoOfWhatItHasBeforeItWaits() throws Exception {
    Claim one = claim(new Semaphore(1, true));
    Claim other = claim(new Semaphore(1, true));
    one.take(100);
    other.take(100);
    Thread first = new Thread(() -> growAndEnd(one));
    first.start();
    awaitWaiting(first);
    Thread second = new Thread(() -> growAndEnd(other));
    second.start();

    first.join(5000);
    second.join(5000);
    assertThat(List.of(first.isAlive(), second.isAlive())).containsOnly(false);
    assertThat(room.take(room.all(), Duration.ZERO)).isTrue();
  }

  /** Giving up would give the message back to its queue, which counts as an attempt. */
  @Test
  void whoWaitsForLongIsToldOfAndWaitsOn() throws Exception {
    Semaphore turn = new Semaphore(1, true);
    CountDownLatch late = new CountDownLatch(1);
    Claim waits = new Claim(room, turn, Duration.ofMillis(1), late::countDown);
    Thread thread;
    try (Claim hangs = claim(turn)) {
      hangs.take(100);
      thread = new Thread(() -> growAndEnd(waits));
      thread.start();
      assertThat(late.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(thread.isAlive()).isTrue();
    }
    thread.join(5000);
    assertThat(thread.isAlive()).isFalse();
    assertAllIsFree(turn);
  }

  @Test
  void whoNeedsMuchKeepsOthersFromWhatIsFreeForAWhileOnly() throws Exception {
    AtomicInteger waits = new AtomicInteger();
    Claim much =
        new Claim(room, new Semaphore(1, true), Duration.ofMillis(50), waits::incrementAndGet);
    Thread thread = new Thread(() -> growAndEnd(much));
    try (Claim hangs = claim(new Semaphore(1, true));
        Claim little = claim(new Semaphore(1, true))) {
      hangs.take(100);
      thread.start();
      await().until(() -> waits.get() > 1);
      little.take(100);
    }
    thread.join(5000);
    assertThat(thread.isAlive()).isFalse();
  }

  private Claim claim(Semaphore turn) {
    return new Claim(room, turn, Duration.ofMinutes(1), () -> {});
  }

  private void assertAllIsFree(Semaphore turn) throws InterruptedException {
    assertThat(turn.availablePermits()).isEqualTo(1);
    assertThat(room.take(room.all(), Duration.ZERO)).isTrue();
  }

  private Thread waiting(List<String> order, String name, int needed) {
    Thread thread =
        new Thread(
            () -> {
              try {
                room.take(needed, Duration.ofSeconds(5));
                order.add(name);
                room.giveBack(needed);
              } catch (InterruptedException e) {
                order.add("interrupted");
              }
            });
    thread.start();
    awaitWaiting(thread);
    return thread;
  }

  private static Thread interruptible(Claim claim) {
    Thread thread =
        new Thread(
            () ->
                assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> claim.take(100)));
    thread.start();
    awaitWaiting(thread);
    return thread;
  }

  private void growAndEnd(Claim claim) {
    try (claim) {
      claim.take(room.all());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitWaiting(Thread thread) {
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }
}
