package org.extendrouter.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.Test;

class CircuitTest {

  private static final Instant START = Instant.parse("2026-05-18T08:00:00Z");

  private final SettableClock clock = new SettableClock(START);
  private final Circuit circuit = new Circuit(clock, Duration.ofSeconds(5));

  @Test
  void tenMessagesThatFailedInARowSuspend() {
    for (int i = 1; i < Circuit.FAILURES; i++) {
      assertThat(circuit.failed(true, "refused")).isFalse();
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(circuit.down()).isEmpty();
    assertThat(circuit.failed(true, "connection refused")).isTrue();
    assertThat(circuit.down())
        .contains(
            new Circuit.Down(START, "connection refused", START.plusSeconds(9).plusSeconds(5)));
  }

  @Test
  void onePoisonMessageDoesNotSuspendHoweverOftenItFails() {
    assertThat(circuit.failed(true, "422")).isFalse();
    for (int i = 0; i < 1000; i++) {
      assertThat(circuit.failed(false, "422")).isFalse();
    }
  }

  @Test
  void aSuccessBetweenFailuresStartsTheCountAgain() {
    fail(Circuit.FAILURES - 1);
    assertThat(circuit.succeeded()).isEmpty();
    assertThat(circuit.failed(true, "refused")).isFalse();
  }

  @Test
  void aProbeGoesOnPastMessagesThatHaveFailedBefore() {
    failCertainly();
    clock.pass(Duration.ofSeconds(5));
    assertThat(circuit.probe()).isTrue();
    for (int i = 0; i < 1000; i++) {
      assertThat(circuit.failed(false, "422")).isFalse();
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
      assertThat(circuit.failed(false, "refused")).as("failed before").isFalse();
      assertThat(circuit.failed(true, "refused")).as("failed probe suspends").isTrue();
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
    assertThat(circuit.failed(true, "refused")).isFalse();
    fail(Circuit.FAILURES);
    assertThat(circuit.down()).contains(new Circuit.Down(probed, "refused", probed.plusSeconds(5)));
  }

  @Test
  void whatWasUnderWayWhenItWasSuspendedChangesNothingByFailing() {
    fail(Circuit.FAILURES);
    assertThat(circuit.failed(true, "refused")).isTrue();
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
      slow.failed(true, "refused");
    }
    clock.pass(Duration.ofSeconds(60));
    assertThat(slow.probe()).isTrue();
  }

  private int fail(int messages) {
    for (int i = 0; i < messages; i++) {
      circuit.failed(true, "refused");
    }
    return messages;
  }

  /** Suspended by the last of so many that it is not tried with more than one from now on. */
  private void failCertainly() {
    for (int failed = 0; failed < Circuit.CERTAIN; failed += fail(Circuit.FAILURES)) {
      clock.pass(Duration.ofSeconds(failed == 0 ? 0 : 5));
      circuit.probe();
    }
  }
}
