package org.extendrouter.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventFormatTest {

  private final EventFormat format = new EventFormat(new EventMapper());

  @Test
  void whatIsWrongWithAnEventIsOneLineThatSaysWhere() {
    assertThatThrownBy(() -> read("{\"x\":1}"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("an event has an eventType, line 1, column ");
    assertThatThrownBy(() -> read("{\n \"eventType\" oops}"))
        .isInstanceOf(IOException.class)
        .message()
        .contains("'o'", ", line 2, column ")
        .doesNotContain("\n", "REDACTED", "StreamReadFeature");
  }

  private void read(String body) throws IOException {
    format.unmarshal(null, new ByteArrayInputStream(body.getBytes(UTF_8)));
  }
}
