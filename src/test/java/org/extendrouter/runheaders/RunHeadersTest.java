package org.extendrouter.runheaders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.triage.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunHeadersTest {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final Decision ACCEPTED = new Decision("invoice", new BigDecimal("0.9"), null);

  @ParameterizedTest
  @CsvSource({"0.97, 0.97", "0.970, 0.970", "1, 1", "1e-999999999, 1E-999999999"})
  void theConfidenceIsAsItWasSent(String sent, String header) throws IOException {
    assertThat(headers("{\"type\":\"invoice\",\"confidence\":%s}".formatted(sent)))
        .containsEntry("ExtendConfidence", header);
  }

  @Test
  void whatTheRunDoesNotSayHasNoHeader() throws IOException {
    assertThat(headers("{\"type\":\"invoice\",\"confidence\":\"0.97\"}"))
        .containsEntry("ExtendType", "invoice")
        .doesNotContainKey("ExtendConfidence");
    assertThat(headers("null")).doesNotContainKeys("ExtendConfidence", "ExtendType");
  }

  private static Map<String, Object> headers(String output) throws IOException {
    String event =
        """
        {"eventId":"evt_1","eventType":"classify_run.processed",
         "payload":{"object":"classify_run","id":"clr_1","status":"PROCESSED","output":%s}}"""
            .formatted(output);
    Map<String, Object> headers = new HashMap<>();
    new RunHeaders().set(MAPPER.readValue(event, WebhookEvent.class), ACCEPTED, headers);
    return headers;
  }
}
