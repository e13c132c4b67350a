package org.extendrouter.embedded;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Has messages tried again in time after the computer's clock was set. Artemis stores the time of
 * day of their next attempt: one that has failed before the clock was set back by a day would wait
 * for a day, and what a clock that was far behind has read from the disk, for years.
 */
public final class WaitingMessages {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingMessages.class);

  private static final Duration LOOK_AT_ALL = Duration.ofMinutes(1);

  private final EmbeddedServer embedded;
  private final ClockSteps clock;
  private final LongSupplier nanos;
  private long next;

  /**
   * For the messages of one broker.
   *
   * @param embedded may be started anew meanwhile
   * @param clock what Artemis goes by
   */
  public WaitingMessages(EmbeddedServer embedded, Clock clock) {
    this(embedded, clock, System::nanoTime);
  }

  WaitingMessages(EmbeddedServer embedded, Clock clock, LongSupplier nanos) {
    this.embedded = embedded;
    this.clock = new ClockSteps(clock, nanos);
    this.nanos = nanos;
    this.next = nanos.getAsLong();
  }

  /** Looks at the clock, and now and then for messages that wait for longer than any may. */
  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedDelay = 1000)
  void look() {
    Duration step = clock.last();
    if (!step.isZero()) {
      LOG.warn(
          "the clock was set {} by {} s: what waits for its next attempt is scheduled anew, messages: {}",
          step.isNegative() ? "back" : "forward",
          Math.round(step.abs().toMillis() / 1000.0),
          embedded.scheduleAnew(step));
    } else if (nanos.getAsLong() - next >= 0) {
      int freed = embedded.scheduleAnew(Duration.ZERO);
      if (freed > 0) {
        LOG.warn(
            "what has waited since before the clock was set is tried again now, messages: {}",
            freed);
      }
    } else {
      return;
    }
    next = nanos.getAsLong() + LOOK_AT_ALL.toNanos();
  }
}
