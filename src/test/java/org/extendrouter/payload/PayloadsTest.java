package org.extendrouter.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.extendrouter.event.EventMapper;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.fetch.FetchRules;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.util.unit.DataSize;

/** What is decided before anything is fetched; the rest is in {@code PayloadIT}. */
class PayloadsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-05-18T08:41:32Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "2026-05-18T07:41:31Z, not fetched within the 60 min for which the URL was valid",
    "2026-05-18T09:41:31+02:00, not fetched within the 60 min for which the URL was valid",
    "2026-05-18T07:41:32Z, elsewhere.example is not among extend.payload.hosts",
    "2026-05-18T08:41:33Z, elsewhere.example is not among extend.payload.hosts"
  })
  void aUrlIsTriedForAnHourAfterItCame(String receivedAt, String message) throws Exception {
    byte[] body =
        "{\"eventType\":\"classify_run.processed\",\"payload\":{\"data\":\"https://elsewhere.example/?key\"}}"
            .getBytes(UTF_8);
    try (Payloads payloads = payloads("extend.ai", Duration.ofHours(1), false)) {
      WebhookEvent event = MAPPER.readValue(body, WebhookEvent.class);

      assertThatExceptionOfType(PayloadUnavailableException.class)
          .isThrownBy(() -> payloads.fetch(body, event, receivedAt, 1))
          .withMessage(message)
          .matches(PayloadUnavailableException::isPermanent);
    }
  }

  /** With pauses of 5 s, 10 s, 20 s and so on, an hour at the most. */
  @ParameterizedTest
  @CsvSource({
    "1h, 1, 2026-05-18T07:41:36Z, true, 60 min",
    "1h, 1, 2026-05-18T07:41:37Z, false, ",
    "1h, 9, 2026-05-18T08:20:00Z, false, ",
    "1h, 10, 2026-05-18T08:20:00Z, true, 60 min",
    "1h, 5000, 2026-05-18T08:41:31Z, true, 60 min",
    "20s, 3, 2026-05-18T08:41:32Z, false, ",
    "20s, 4, 2026-05-18T08:41:32Z, true, 20 s",
    "90s, 6, 2026-05-18T08:41:32Z, true, 90 s"
  })
  void theLastAttemptWhileTheUrlIsValidTellsWhyItFailed(
      String validFor, int deliveries, String receivedAt, boolean last, String words)
      throws Exception {
    byte[] body =
        "{\"eventType\":\"classify_run.processed\",\"payload\":{\"data\":\"https://localhost:1/?key\"}}"
            .getBytes(UTF_8);
    try (Payloads payloads = payloads("localhost", DurationStyle.detectAndParse(validFor), true)) {
      WebhookEvent event = MAPPER.readValue(body, WebhookEvent.class);

      assertThatExceptionOfType(PayloadUnavailableException.class)
          .isThrownBy(() -> payloads.fetch(body, event, receivedAt, deliveries))
          .withMessageStartingWith("localhost ")
          .matches(failure -> failure.isPermanent() == last)
          .matches(
              failure ->
                  failure.getMessage().endsWith("; the URL is valid no longer than " + words)
                      == last);
    }
  }

  private static Payloads payloads(String host, Duration validFor, boolean privately) {
    PayloadProperties properties =
        new PayloadProperties(
            List.of(host),
            Duration.ofSeconds(30),
            DataSize.ofMegabytes(10),
            validFor,
            privately,
            null);
    FetchRules rules =
        new PayloadConfiguration().fetchRules(properties, new DefaultSslBundleRegistry());
    return new Payloads(rules, null, properties, redelivery(), new EventMapper(), CLOCK);
  }

  private static RedeliveryProperties redelivery() {
    return new RedeliveryProperties(
        Duration.ofSeconds(5), 2, Duration.ofHours(1), Duration.ofHours(24));
  }
}
