package org.extendrouter.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ExchangeException;
import org.extendrouter.log.LogFields;
import org.extendrouter.schedule.Pauses;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells operators which webhooks were rejected. Each is counted by its reason; the first of a
 * minute have a log line each, the rest share one, so that a flood of forged requests cannot fill
 * the disk.
 */
@Component("extendRejections")
public final class Rejections {

  static final int LINES_PER_INTERVAL = 20;
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

  private static final Set<Rejection> UNSIGNED =
      EnumSet.range(Rejection.MISSING_HEADER, Rejection.WRONG_SIGNATURE);

  private final Clock clock;
  private final MeterRegistry meters;
  private final Map<Rejection, Integer> unlisted = new EnumMap<>(Rejection.class);
  private Instant intervalEnd = Instant.EPOCH;
  private int lines;

  Rejections(@RouterClock Clock clock, MeterRegistry meters) {
    this.clock = clock;
    this.meters = meters;
    for (Rejection reason : Rejection.values()) {
      counter(reason);
    }
  }

  /**
   * Counts a webhook that was rejected, and logs it unless this minute has had its lines.
   *
   * @param rejection why
   */
  public void add(@ExchangeException RejectedWebhookException rejection) {
    counter(rejection.getReason()).increment();
    if (hasLineFor(rejection.getReason())) {
      if (UNSIGNED.contains(rejection.getReason())) {
        // It has none that is sent anywhere.
        LogFields.withoutTrace(() -> log(rejection));
      } else {
        log(rejection);
      }
    }
  }

  private static void log(RejectedWebhookException rejection) {
    LOG.warn(
        "rejected a webhook, {}: {}; nothing was stored",
        rejection.getReason(),
        rejection.getMessage());
  }

  private Counter counter(Rejection reason) {
    return Counter.builder("extend.rejections")
        .description("Webhooks that were rejected")
        .tag("reason", reason.name())
        .register(meters);
  }

  private synchronized boolean hasLineFor(Rejection reason) {
    endInterval();
    if (lines < LINES_PER_INTERVAL) {
      lines++;
      return true;
    }
    unlisted.merge(reason, 1, Integer::sum);
    return false;
  }

  /** Writes the line that the rest of a minute shares, once the minute is over. */
  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedRate = 5_000)
  synchronized void endInterval() {
    Instant now = clock.instant();
    if (Pauses.goesOn(intervalEnd, INTERVAL, now)) {
      return;
    }
    summarise();
    lines = 0;
    intervalEnd = now.plus(INTERVAL);
  }

  @PreDestroy
  synchronized void summarise() {
    if (!unlisted.isEmpty()) {
      LOG.warn(
          "rejected {} more webhooks within {} s, by reason {}; extend_rejections_total counts all",
          unlisted.values().stream().mapToInt(Integer::intValue).sum(),
          INTERVAL.toSeconds(),
          unlisted);
      unlisted.clear();
    }
  }
}
