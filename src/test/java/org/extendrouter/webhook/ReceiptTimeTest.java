package org.extendrouter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReceiptTimeTest {

  @Test
  void hasMillisecondsAndTheOffsetOfTheSystem() {
    Instant received = Instant.parse("2026-05-18T07:41:32.040999Z");
    String time = new ReceiptTime(Clock.fixed(received, ZoneOffset.UTC)).now();
    assertThat(time).matches("....-..-..T..:..:..\\.040(Z|[+-]..:..)");
    OffsetDateTime read = OffsetDateTime.parse(time);
    assertThat(read.toInstant()).isEqualTo("2026-05-18T07:41:32.040Z");
    assertThat(read.getOffset()).isEqualTo(ZoneId.systemDefault().getRules().getOffset(received));
  }
}
