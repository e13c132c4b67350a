package org.extendrouter.review;

import java.time.Duration;

/** How long a ticket has been open. */
final class OpenFor {

  private OpenFor() {}

  /** In the largest unit that is full, for example {@code Open for 2 days}. */
  static String words(Duration age) {
    if (age.toDays() > 0) {
      return words(age.toDays(), "day");
    }
    return age.toHours() > 0
        ? words(age.toHours(), "hour")
        : words(Math.max(0, age.toMinutes()), "minute");
  }

  private static String words(long number, String unit) {
    return "Open for %d %s%s".formatted(number, unit, number == 1 ? "" : "s");
  }
}
