package org.extendrouter.carryout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Header;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.schedule.Pauses;
import org.extendrouter.schedule.RouterClock;
import org.springframework.stereotype.Component;

/**
 * When a review in Extend is looked at again that waits for an earlier decision: soon at first,
 * since that may be carried out at this moment, and ever more rarely.
 */
@Component("extendReviewPatience")
public final class ReviewPatience {

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);

  /** From then on people should see to what it waits for. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Clock clock;

  ReviewPatience(@RouterClock Clock clock) {
    this.clock = clock;
  }

  /**
   * When a review begins to wait.
   *
   * @return the time, ISO 8601 to the second
   */
  public String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * When the review is looked at again: it waits for as long again as it has until now.
   *
   * @param since since when it waits, ISO 8601
   * @return in milliseconds since 1970
   */
  public long nextLook(@Header(HeaderNames.WAITS_SINCE) String since) {
    Instant now = clock.instant();
    Duration waited = Duration.between(Instant.parse(since), now);
    Duration pause = waited.compareTo(Pauses.LONGEST) < 0 ? waited : Pauses.LONGEST;
    return now.plus(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause).toEpochMilli();
  }

  /**
   * Whether the review has waited for long, and had not yet when it was looked at before.
   *
   * @param since since when it waits, ISO 8601
   * @param lastLook in milliseconds since 1970
   * @return true at one look of several
   */
  public boolean ends(
      @Header(HeaderNames.WAITS_SINCE) String since, @Header("JMSTimestamp") long lastLook) {
    Instant begun = Instant.parse(since);
    return isLong(begun) && !isLong(begun, Instant.ofEpochMilli(lastLook));
  }

  /**
   * Whether a review has waited for so long that people should see to it.
   *
   * @param since since when it waits
   * @return false for what may be over by itself
   */
  boolean isLong(Instant since) {
    return isLong(since, clock.instant());
  }

  private static boolean isLong(Instant since, Instant now) {
    return !since.plus(LONG).isAfter(now);
  }
}
