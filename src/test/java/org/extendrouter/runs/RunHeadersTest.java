package org.extendrouter.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  @Test
  void allMetadataThatExtendTakesIsInHeaders() throws IOException {
    String metadata =
        IntStream.range(0, 100)
            .mapToObj(i -> "\"key%02d\":\"%s\"".formatted(i, "v".repeat(89)))
            .collect(Collectors.joining(","));

    assertThat(metadata.length()).isBetween(9_900, 10_000);
    assertThat(metadata("{" + metadata + "}")).hasSize(100);
  }

  @Test
  void ofMoreMetadataThanTheBrokerTakesTheLongestValuesAreLeftOut() throws IOException {
    String large =
        IntStream.range(0, 99)
            .mapToObj(i -> "\"%s%02d\":\"%s\"".formatted("k".repeat(90), i, "😀".repeat(3000)))
            .collect(Collectors.joining(","));

    Map<String, Object> headers = metadata("{" + large + ",\"tenant\":\"north\"}");

    assertThat(headers).containsEntry("ExtendMetadata_tenant", "north");
    assertThat(headers.size()).isBetween(5, 20);
  }

  private static Map<String, Object> metadata(String metadata) throws IOException {
    Map<String, Object> headers = headers("null,\"metadata\":" + metadata);
    headers.keySet().removeIf(name -> !name.startsWith("ExtendMetadata_"));
    return headers;
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
