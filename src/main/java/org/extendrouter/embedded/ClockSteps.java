package org.extendrouter.embedded;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Finds out that the computer's clock was set, by one that nobody can set. */
final class ClockSteps {

  /** What a clock is corrected by little by little, or a thread waits between two readings. */
  private static final Duration NONE = Duration.ofSeconds(2);

  private final Clock clock;
  private final LongSupplier nanos;
  private Instant lastTime;
  private long lastNanos;

  ClockSteps(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.lastTime = clock.instant();
    this.lastNanos = nanos.getAsLong();
  }

  /**
   * By how much the clock was set since the last call.
   *
   * @return negative if it was set back; zero if it was not set, or by no more than 2 s
   */
  Duration last() {
    Instant time = clock.instant();
    long now = nanos.getAsLong();
    Duration step = Duration.between(lastTime, time).minusNanos(now - lastNanos);
    lastTime = time;
    lastNanos = now;
    return step.abs().compareTo(NONE) > 0 ? step : Duration.ZERO;
  }
}
