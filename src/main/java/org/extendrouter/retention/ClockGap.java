package org.extendrouter.retention;

import java.time.Duration;
import java.time.Instant;

/**
 * Time that the clock showed to have passed, and the router did not run: it was off, or the clock
 * was set.
 *
 * @param end what the clock showed then
 * @param length how much longer that was than the router had run
 */
record ClockGap(Instant end, Duration length) {

  /** A gap that is shorter than this part of what is kept does no harm. */
  private static final int PART = 10;

  private static final String SEPARATOR = "/";

  /**
   * Whether what is dated before it would be deleted too early, if it is to be kept for so long.
   */
  boolean counts(Instant now, Duration keep) {
    return length.multipliedBy(PART).compareTo(keep) > 0 && end.plus(keep).isAfter(now);
  }

  /** Whether it may count, however long something is to be kept; it does not once it is undone. */
  boolean counts(Instant now) {
    return end.plus(length.multipliedBy(PART)).isAfter(now)
        && !end.minus(length.dividedBy(2)).isAfter(now);
  }

  String word() {
    return end + SEPARATOR + length;
  }

  static ClockGap parse(String word) {
    int separator = word.indexOf(SEPARATOR);
    return new ClockGap(
        Instant.parse(word.substring(0, Math.max(separator, 0))),
        Duration.parse(word.substring(separator + 1)));
  }
}
