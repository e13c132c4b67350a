package org.extendrouter.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CircuitTest {

  private static final Instant START = Instant.parse("2026-05-18T08:00:00Z");

  private final AdjustableClock clock = new AdjustableClock();
  private final Circuit circuit = new Circuit(clock, Duration.ofSeconds(5));

  @Test
  void tenDifferentMessagesThatFailedInARowSuspend() {
    for (int i = 1; i < Circuit.FAILURES; i++) {
      assertThat(circuit.failed("message " + i, "refused")).isFalse();
      clock.pass(1);
    }
    assertThat(circuit.down()).isEmpty();
    assertThat(circuit.failed("message 10", "connection refused")).isTrue();
    assertThat(circuit.down())
        .contains(
            new Circuit.Down(START, "connection refused", START.plusSeconds(9).plusSeconds(5)));
  }

  @Test
  void onePoisonMessageDoesNotSuspendHoweverOftenItFails() {
    for (int i = 0; i < 1000; i++) {
      assertThat(circuit.failed("poison", "422")).isFalse();
    }
  }

  @Test
  void aSuccessBetweenFailuresStartsTheCountAgain() {
    fail(Circuit.FAILURES - 1);
    assertThat(circuit.succeeded()).isEmpty();
    assertThat(circuit.failed("message 10", "refused")).isFalse();
  }

  @Test
  void pausesDoubleUpToAMinuteWhileProbesFail() {
    fail(Circuit.FAILURES);
    for (int pause : new int[] {5, 10, 20, 40, 60, 60}) {
      clock.pass(pause - 1);
      assertThat(circuit.probe()).as("before %d s", pause).isFalse();
      clock.pass(1);
      assertThat(circuit.probe()).as("after %d s", pause).isTrue();
      assertThat(circuit.probe()).as("a second time").isFalse();
      assertThat(circuit.failed("probe", "refused")).as("failed probe suspends").isTrue();
    }
    assertThat(circuit.down())
        .hasValueSatisfying(down -> assertThat(down.since()).isEqualTo(START));
  }

  @Test
  void theFirstSuccessTellsHowLongItWasDown() {
    fail(Circuit.FAILURES);
    clock.pass(5);
    circuit.probe();
    assertThat(circuit.succeeded()).contains(Duration.ofSeconds(5));
    assertThat(circuit.down()).isEmpty();
    assertThat(circuit.failed("one more", "refused")).isFalse();
  }

  @Test
  void whatWasUnderWayWhenItWasSuspendedChangesNothingByFailing() {
    fail(Circuit.FAILURES);
    assertThat(circuit.failed("late", "refused")).isTrue();
    clock.pass(5);
    assertThat(circuit.probe()).isTrue();
  }

  @Test
  void aClockThatIsSetBackDoesNotPutOffTheProbe() {
    fail(10);
    assertThat(circuit.probe()).isFalse();
    clock.pass(-3600);
    assertThat(circuit.probe()).isTrue();
  }

  @Test
  void theFirstPauseIsNotLongerThanTheLongest() {
    Circuit slow = new Circuit(clock, Duration.ofHours(1));
    for (int i = 0; i < Circuit.FAILURES; i++) {
      slow.failed("message " + i, "refused");
    }
    clock.pass(60);
    assertThat(slow.probe()).isTrue();
  }

  private void fail(int messages) {
    for (int i = 0; i < messages; i++) {
      circuit.failed("message " + i, "refused");
    }
  }

  private static final class AdjustableClock extends Clock {

    private Instant now = START;

    void pass(int seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
