package org.extendrouter.retention;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the clock showed until now.
 *
 * @param believed when it was believed last; null for never
 * @param seen what it showed last
 * @param steady how long the router has run since the clock jumped
 */
record ClockHistory(Instant believed, Instant seen, Duration steady) {

  /** A router may be off for so long, and a clock may be off by so much. */
  private static final Duration TOLERANCE = Duration.ofDays(2);

  private static final Duration LONG_ENOUGH = Duration.ofDays(1);

  private static final String NEVER = "-";

  /** Of a clock that nothing is known of: it may be wrong at this moment. */
  static ClockHistory of(Instant now) {
    return jumped(null, now);
  }

  private static ClockHistory jumped(Instant believed, Instant now) {
    return new ClockHistory(believed, now.truncatedTo(ChronoUnit.SECONDS), Duration.ZERO);
  }

  /**
   * With what the clock shows now.
   *
   * @param ran how long the router has run since the clock was looked at
   */
  ClockHistory then(Instant now, Duration ran) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    if (believed != null && isNear(believed, now)) {
      return new ClockHistory(second, second, LONG_ENOUGH);
    }
    if (!isNear(seen, now)) {
      return jumped(believed, now);
    }
    Duration longer = steady.plus(ran);
    return longer.compareTo(LONG_ENOUGH) < 0
        ? new ClockHistory(believed, second, longer)
        : new ClockHistory(second, second, LONG_ENOUGH);
  }

  boolean isBelieved() {
    return steady.compareTo(LONG_ENOUGH) >= 0;
  }

  boolean isJump(Instant now) {
    return !isNear(seen, now) && (believed == null || !isNear(believed, now));
  }

  private static boolean isNear(Instant earlier, Instant now) {
    return Duration.between(earlier, now).abs().compareTo(TOLERANCE) <= 0;
  }

  String line() {
    return "%s %s %s\n".formatted(believed == null ? NEVER : believed, seen, steady);
  }

  static Optional<ClockHistory> parse(String line) {
    String[] words = line.strip().split(" ");
    try {
      return words.length == 3
          ? Optional.of(
              new ClockHistory(
                  words[0].equals(NEVER) ? null : Instant.parse(words[0]),
                  Instant.parse(words[1]),
                  Duration.parse(words[2])))
          : Optional.empty();
    } catch (DateTimeException damaged) {
      return Optional.empty();
    }
  }
}
