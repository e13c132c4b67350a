package org.extendrouter.webhook;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.extendrouter.schedule.RouterClock;
import org.springframework.stereotype.Component;

/**
 * The time now, as headers have it. Camel's date expression makes a new format for each, with the
 * digits and the calendar of the locale.
 */
@Component("extendReceiptTime")
public final class ReceiptTime {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  private final Clock clock;

  ReceiptTime(@RouterClock Clock clock) {
    this.clock = clock;
  }

  /**
   * The time now.
   *
   * @return with milliseconds and the offset of the system's time zone, as ISO 8601 has it
   */
  public String now() {
    return FORMAT.format(clock.instant().atZone(ZoneId.systemDefault()));
  }
}
