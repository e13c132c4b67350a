package org.extendrouter.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Many who ask for dead letters at once. */
class PlacesTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void whoComesWhileAllPlacesAreTakenIsToldToAskAgain() {
    Places places = new Places(1, Duration.ZERO, "ask again");

    assertThatThrownBy(() -> places.take(() -> places.take(() -> 1)))
        .isInstanceOf(BusyException.class)
        .hasMessage("ask again");
    assertThat(places.<Integer>take(() -> 2)).isEqualTo(2);
  }

  @Test
  void whoWaitsComesNextAlsoAfterOneThatFailed() {
    Places places = new Places(1, LONG, "ask again");
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Object> first =
        CompletableFuture.supplyAsync(
            () ->
                places.take(
                    () -> {
                      inside.countDown();
                      await(goOn);
                      throw new IllegalStateException("the broker does not answer");
                    }));
    await(inside);
    CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> places.take(() -> 2));
    goOn.countDown();

    assertThat(second.join()).isEqualTo(2);
    assertThat(first).isCompletedExceptionally();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
