package org.extendrouter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.Test;

class ClockStepsTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T10:00:00Z"));
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
  private final ClockSteps steps = new ClockSteps(clock, nanos::get);

  @Test
  void timeThatPassesIsNoStep() {
    pass(Duration.ofSeconds(1));
    assertThat(steps.last()).isZero();
    pass(Duration.ofDays(300));
    assertThat(steps.last()).isZero();
  }

  @Test
  void aClockThatIsSetIsAStepOnce() {
    clock.pass(Duration.ofHours(-1));
    pass(Duration.ofSeconds(1));
    assertThat(steps.last()).isEqualTo(Duration.ofHours(-1));
    pass(Duration.ofSeconds(1));
    assertThat(steps.last()).isZero();

    clock.pass(Duration.ofDays(20_000));
    pass(Duration.ofSeconds(1));
    assertThat(steps.last()).isEqualTo(Duration.ofDays(20_000));
  }

  @Test
  void aClockThatIsCorrectedLittleByLittleIsNotSet() {
    for (int i = 0; i < 100; i++) {
      clock.pass(Duration.ofMillis(100));
      pass(Duration.ofSeconds(1));
      assertThat(steps.last()).isZero();
    }
  }

  private void pass(Duration time) {
    clock.pass(time);
    nanos.addAndGet(time.toNanos());
  }
}
