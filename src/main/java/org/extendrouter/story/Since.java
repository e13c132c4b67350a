package org.extendrouter.story;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** A time as people write it: a day, a time, or how long ago. */
final class Since {

  /** To Spring Boot these are milliseconds, which nobody means. */
  private static final Pattern BARE_NUMBER = Pattern.compile("[+-]?\\d+");

  private Since() {}

  /**
   * Reads it.
   *
   * @param text {@code 2026-11-28}, which begins in UTC, {@code 2026-11-28T10:00:00Z} or {@code
   *     30d}; null for all times
   * @return nothing if it is none of these
   */
  static Optional<Instant> parse(String text, Clock clock) {
    if (text == null || text.isBlank()) {
      return Optional.of(Instant.EPOCH);
    }
    try {
      if (text.contains("T") && !text.startsWith("P")) {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      }
      if (text.contains("-")) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      return BARE_NUMBER.matcher(text).matches()
          ? Optional.empty()
          : Optional.of(clock.instant().minus(DurationStyle.detectAndParse(text)));
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
