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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    PayloadProperties properties =
        new PayloadProperties(
            List.of("extend.ai"),
            Duration.ofSeconds(30),
            DataSize.ofMegabytes(10),
            Duration.ofHours(1),
            false,
            null);
    FetchRules rules =
        new PayloadConfiguration().fetchRules(properties, new DefaultSslBundleRegistry());
    try (PayloadFetcher fetcher = new PayloadFetcher(rules, properties, null)) {
      Payloads payloads = new Payloads(fetcher, properties, new EventMapper(), CLOCK);
      WebhookEvent event = MAPPER.readValue(body, WebhookEvent.class);

      assertThatExceptionOfType(PayloadUnavailableException.class)
          .isThrownBy(() -> payloads.fetch(body, event, receivedAt))
          .withMessage(message)
          .matches(PayloadUnavailableException::isPermanent);
    }
  }
}
