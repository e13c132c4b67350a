package org.extendrouter.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.Test;

class CircuitTest {

  private static final Instant START = Instant.parse("2026-05-18T08:00:00Z");

  private final SettableClock clock = new SettableClock(START);
  private final Circuit circuit = new Circuit(clock, Duration.ofSeconds(5));
  private int messages;

  @Test
  void tenMessagesThatFailedInARowSuspend() {
    for (int i = 1; i < Circuit.FAILURES; i++) {
      assertThat(fresh("refused")).isFalse();
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(circuit.down()).isEmpty();
    assertThat(fresh("connection refused")).isTrue();
    assertThat(circuit.down())
        .contains(
            new Circuit.Down(START, "connection refused", START.plusSeconds(9).plusSeconds(5)));
  }

  @Test
  void onePoisonMessageDoesNotSuspendHoweverOftenItFails() {
    assertThat(circuit.failed("poison", true, "422")).isFalse();
    for (int i = 0; i < 1000; i++) {
      assertThat(circuit.failed("poison", false, "422")).isFalse();
    }
  }

  @Test
  void aDestinationThatIsKnownToBeDownSuspendsAtTheFirstFailure() {
    assertThat(circuit.failed("first", false, "read-only")).isFalse();
    circuit.trip("read-only");
    assertThat(circuit.down()).contains(new Circuit.Down(START, "read-only", START.plusSeconds(5)));
    clock.pass(Duration.ofSeconds(5));
    assertThat(circuit.probe()).isTrue();
    circuit.trip("still read-only");
    assertThat(circuit.down().orElseThrow().since()).isEqualTo(START);
    assertThat(circuit.probe()).as("not at once").isFalse();
    circuit.succeeded();
    assertThat(circuit.down()).isEmpty();
  }

  @Test
  void afterAStartWhatFailedBeforeItCountsOnce() {
    for (int i = 2; i < Circuit.FAILURES; i++) {
      assertThat(again("refused")).isFalse();
      assertThat(circuit.failed("poison", false, "422")).as("it, too, once").isFalse();
    }
    assertThat(circuit.down()).isEmpty();
    assertThat(again("refused")).isTrue();
  }

  @Test
  void untilAMessageGetsThrough() {
    circuit.succeeded();
    for (int i = 0; i < 1000; i++) {
      assertThat(again("422")).isFalse();
    }
    circuit.reset();
    for (int i = 1; i < Circuit.FAILURES; i++) {
      assertThat(again("refused")).isFalse();
    }
    assertThat(again("refused")).isTrue();
  }

  @Test
  void aSuccessBetweenFailuresStartsTheCountAgain() {
    fail(Circuit.FAILURES - 1);
    assertThat(circuit.succeeded()).isEmpty();
    assertThat(fresh("refused")).isFalse();
  }

  @Test
  void aProbeGoesOnPastMessagesThatHaveFailedBefore() {
    failCertainly();
    clock.pass(Duration.ofSeconds(5));
    assertThat(circuit.probe()).isTrue();
    for (int i = 0; i < 1000; i++) {
      assertThat(again("422")).isFalse();
    }
    assertThat(circuit.succeeded()).isPresent();
    assertThat(circuit.down()).isEmpty();
  }

  @Test
  void probesAreShortlyAfterEachOtherUntilManyHaveFailed() {
    int failed = fail(Circuit.FAILURES);
    while (failed < Circuit.CERTAIN) {
      assertThat(circuit.probe()).isFalse();
      clock.pass(Duration.ofSeconds(5));
      assertThat(circuit.probe()).as("after %d failures", failed).isTrue();
      assertThat(circuit.probe()).as("a second time").isFalse();
      failed += fail(Circuit.FAILURES);
    }
    assertThat(failed).isEqualTo(Circuit.CERTAIN);
  }

  @Test
  void thenOneMessageIsEnoughAndPausesDoubleUpToAMinute() {
    failCertainly();
    for (int pause : new int[] {5, 10, 20, 40, 60, 60}) {
      clock.pass(Duration.ofSeconds(pause - 1));
      assertThat(circuit.probe()).as("before %d s", pause).isFalse();
      clock.pass(Duration.ofSeconds(1));
      assertThat(circuit.probe()).as("after %d s", pause).isTrue();
      assertThat(again("refused")).as("failed before").isFalse();
      assertThat(fresh("refused")).as("failed probe suspends").isTrue();
    }
    assertThat(circuit.down())
        .hasValueSatisfying(down -> assertThat(down.since()).isEqualTo(START));
  }

  @Test
  void theFirstSuccessTellsHowLongItWasDownAndAllBeginsAgain() {
    failCertainly();
    clock.pass(Duration.ofSeconds(60));
    Instant probed = clock.instant();
    circuit.probe();
    assertThat(circuit.succeeded()).contains(Duration.between(START, probed));
    assertThat(circuit.down()).isEmpty();
    assertThat(fresh("refused")).isFalse();
    fail(Circuit.FAILURES);
    assertThat(circuit.down()).contains(new Circuit.Down(probed, "refused", probed.plusSeconds(5)));
  }

  @Test
  void whatWasUnderWayWhenItWasSuspendedChangesNothingByFailing() {
    fail(Circuit.FAILURES);
    assertThat(fresh("refused")).isTrue();
    clock.pass(Duration.ofSeconds(5));
    assertThat(circuit.probe()).isTrue();
  }

  @Test
  void aClockThatIsSetBackDoesNotPutOffTheProbe() {
    fail(Circuit.FAILURES);
    assertThat(circuit.probe()).isFalse();
    clock.pass(Duration.ofSeconds(-3600));
    assertThat(circuit.probe()).isTrue();
  }

  @Test
  void theFirstPauseIsNotLongerThanTheLongest() {
    Circuit slow = new Circuit(clock, Duration.ofHours(1));
    for (int i = 0; i < Circuit.FAILURES; i++) {
      slow.failed("" + i, true, "refused");
    }
    clock.pass(Duration.ofSeconds(60));
    assertThat(slow.probe()).isTrue();
  }

  @Test
  void itIsNotDownAnyLongerOnceNothingIsLeftThatCouldShowIt() {
    fail(Circuit.FAILURES);
    clock.pass(Duration.ofSeconds(5));
    assertThat(circuit.probe()).isTrue();
    assertThat(empty(7)).as("may have begun before the last failure").isFalse();
    assertThat(empty(7)).as("seen again").isFalse();
    assertThat(empty(8)).as("may have begun before the last failure, too").isFalse();
    clock.pass(Duration.ofSeconds(10));
    assertThat(circuit.looked(OptionalLong.of(9))).contains(Duration.ofSeconds(15));
    assertThat(circuit.down()).isEmpty();
    assertThat(empty(10)).as("it was not down").isFalse();
    fail(Circuit.FAILURES - 1);
    assertThat(circuit.down()).isEmpty();
    assertThat(fresh("refused")).as("suspends as ever").isTrue();
    assertThat(circuit.probe()).as("not at once").isFalse();
  }

  @Test
  void itStaysDownWhileSomethingIsLeftOrNothingIsKnownOfIt() {
    fail(Circuit.FAILURES);
    assertThat(empty(1)).isFalse();
    assertThat(circuit.looked(OptionalLong.empty())).isEmpty();
    assertThat(empty(3)).as("the first since").isFalse();
    again("refused");
    assertThat(empty(5)).as("the first since the failure").isFalse();
    circuit.trip("read-only");
    assertThat(empty(6)).isFalse();
    for (int i = 0; i < 100; i++) {
      assertThat(circuit.looked(OptionalLong.empty())).isEmpty();
    }
    assertThat(circuit.down()).isPresent();
    assertThat(empty(8)).isFalse();
    assertThat(empty(10)).isTrue();
  }

  /** A look saw nothing in the queue. */
  private boolean empty(long look) {
    return circuit.looked(OptionalLong.of(look)).isPresent();
  }

  private int fail(int count) {
    for (int i = 0; i < count; i++) {
      fresh("refused");
    }
    return count;
  }

  /** A message that was never tried before fails. */
  private boolean fresh(String why) {
    return circuit.failed("" + ++messages, true, why);
  }

  /** So does one that was. */
  private boolean again(String why) {
    return circuit.failed("" + ++messages, false, why);
  }

  /** Suspended by the last of so many that it is not tried with more than one from now on. */
  private void failCertainly() {
    for (int failed = 0; failed < Circuit.CERTAIN; failed += fail(Circuit.FAILURES)) {
      clock.pass(Duration.ofSeconds(failed == 0 ? 0 : 5));
      circuit.probe();
    }
  }
}
