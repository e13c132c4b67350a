package org.extendrouter.retention;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the clock showed until now.
 *
 * @param believed when it was believed last; null for never
 * @param seen what it showed last
 * @param steady how long the router has run since the clock jumped
 * @param gaps what it showed while the router did not run as long
 */
record ClockHistory(Instant believed, Instant seen, Duration steady, List<ClockGap> gaps) {

  /** A router may be off for so long, and a clock may be off by so much. */
  private static final Duration TOLERANCE = Duration.ofDays(2);

  private static final Duration LONG_ENOUGH = Duration.ofDays(1);

  private static final String NEVER = "-";

  ClockHistory {
    gaps = List.copyOf(gaps);
  }

  /** Of a clock that nothing is known of: it may be wrong at this moment. */
  static ClockHistory of(Instant now) {
    return new ClockHistory(null, now.truncatedTo(ChronoUnit.SECONDS), Duration.ZERO, List.of());
  }

  /**
   * With what the clock shows now.
   *
   * @param ran how long the router has run since the clock was looked at
   */
  ClockHistory then(Instant now, Duration ran) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    List<ClockGap> counted = gapsUntil(second, ran);
    if (believed != null && isNear(believed, now)) {
      return new ClockHistory(second, second, LONG_ENOUGH, counted);
    }
    if (!isNear(seen, now)) {
      return new ClockHistory(believed, second, Duration.ZERO, counted);
    }
    Duration longer = steady.plus(ran);
    return longer.compareTo(LONG_ENOUGH) < 0
        ? new ClockHistory(believed, second, longer, counted)
        : new ClockHistory(second, second, LONG_ENOUGH, counted);
  }

  private List<ClockGap> gapsUntil(Instant now, Duration ran) {
    if (now.isBefore(TrustedClock.EARLIEST)) {
      return gaps;
    }
    List<ClockGap> counted = new ArrayList<>(gaps);
    // What is dated earlier is kept, so it need not be known how old it is.
    if (!seen.isBefore(TrustedClock.EARLIEST)) {
      Duration length = Duration.between(seen, now).minus(ran);
      counted.add(new ClockGap(now, length.truncatedTo(ChronoUnit.SECONDS)));
    }
    counted.removeIf(gap -> !gap.counts(now));
    return counted;
  }

  /**
   * What is too old to be kept, if the clock is believed. It went on by itself, or was set, while
   * the router did not see time pass; so what is dated before a gap may be younger by as much.
   */
  Instant before(Instant now, Duration keep) {
    return gaps.stream()
        .filter(gap -> gap.counts(now, keep))
        .map(ClockGap::length)
        .reduce(now.minus(keep), Instant::minus, (one, other) -> one);
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
    return "%s %s %s%s\n"
        .formatted(
            believed == null ? NEVER : believed,
            seen,
            steady,
            gaps.stream().map(gap -> " " + gap.word()).collect(Collectors.joining()));
  }

  static Optional<ClockHistory> parse(String line) {
    String[] words = line.strip().split(" ");
    try {
      return words.length < 3
          ? Optional.empty()
          : Optional.of(
              new ClockHistory(
                  words[0].equals(NEVER) ? null : Instant.parse(words[0]),
                  Instant.parse(words[1]),
                  Duration.parse(words[2]),
                  Arrays.stream(words).skip(3).map(ClockGap::parse).toList()));
    } catch (DateTimeException damaged) {
      return Optional.empty();
    }
  }
}
