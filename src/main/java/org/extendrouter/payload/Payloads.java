package org.extendrouter.payload;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.extendrouter.event.EventMapper;
import org.extendrouter.event.EventType;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.fetch.FetchFailedException;
import org.extendrouter.fetch.FetchLimits;
import org.extendrouter.fetch.FetchRules;
import org.extendrouter.fetch.FetchTracing;
import org.extendrouter.fetch.GuardedClient;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.VariableNames;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.JsonText;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/** Puts the payload of a large run where its URL stands in the event. */
@Component("extendPayloads")
public final class Payloads implements AutoCloseable {

  private final GuardedClient client;
  private final FetchLimits limits;
  private final Duration validFor;
  private final RedeliveryProperties redelivery;
  private final ObjectMapper mapper;
  private final Clock clock;

  Payloads(
      FetchRules rules,
      @Nullable FetchTracing tracing,
      PayloadProperties properties,
      RedeliveryProperties redelivery,
      EventMapper mapper,
      @RouterClock Clock clock) {
    this.client = new GuardedClient(rules, properties.timeout(), tracing);
    this.limits =
        new FetchLimits(
            Math.toIntExact(properties.maxSize().toBytes()),
            properties.timeout(),
            "extend.payload.max-size",
            "extend.payload.timeout",
            properties.timeout());
    this.validFor = properties.validFor();
    this.redelivery = redelivery;
    this.mapper = mapper.json();
    this.clock = clock;
  }

  /**
   * Fetches the payload.
   *
   * @param body the event as it was received
   * @param event the event, of kind PAYLOAD_URL
   * @param receivedAt when it came, ISO 8601
   * @param deliveries how often the broker has delivered it, this time included
   * @return the event with the fetched bytes, unchanged, for its payload
   * @throws PayloadUnavailableException if the payload is not available, now or ever
   */
  public byte[] fetch(
      @Body byte[] body,
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.RECEIVED_AT) String receivedAt,
      @Header("JMSXDeliveryCount") int deliveries)
      throws PayloadUnavailableException {
    Instant end = OffsetDateTime.parse(receivedAt).toInstant().plus(validFor);
    if (end.isBefore(clock.instant())) {
      throw PayloadUnavailableException.forGood(
          "not fetched within the %s for which the URL was valid".formatted(words(validFor)));
    }
    byte[] payload = fetch(event.payloadUrl(), end, deliveries);
    try {
      checkOneObject(payload);
      return JsonText.of(body, mapper.getFactory()).with("payload", payload);
    } catch (IOException e) {
      throw notARun();
    }
  }

  /** The next attempt would only say that it comes too late, and not why this one failed. */
  private byte[] fetch(String url, Instant end, int deliveries) throws PayloadUnavailableException {
    try {
      return client.get(url, Map.of(), limits);
    } catch (FetchFailedException e) {
      if (e.kind() == FetchFailedException.Kind.PERMANENT) {
        throw PayloadUnavailableException.forGood(e.getMessage());
      }
      if (!clock.instant().plus(pauseAfter(deliveries)).isAfter(end)) {
        throw PayloadUnavailableException.forNow(e.getMessage());
      }
      throw PayloadUnavailableException.forGood(
          "%s; the URL is valid no longer than %s".formatted(e.getMessage(), words(validFor)));
    }
  }

  /** As the broker reckons it. */
  private Duration pauseAfter(int deliveries) {
    double pause =
        redelivery.delay().toMillis()
            * Math.pow(redelivery.multiplier(), Math.max(0, deliveries - 1));
    return Duration.ofMillis((long) Math.min(pause, redelivery.maxDelay().toMillis()));
  }

  private static String words(Duration duration) {
    return duration.toSeconds() % 60 == 0
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }

  /**
   * Reads what was fetched, and checks that it is the run the event is about.
   *
   * @param whole the event with the fetched payload
   * @param event the event as it was received
   * @return the event with its run
   * @throws PayloadUnavailableException if it is another run or none
   */
  public WebhookEvent read(
      @Variable(VariableNames.WHOLE) byte[] whole,
      @Variable(VariableNames.EVENT) WebhookEvent event)
      throws PayloadUnavailableException {
    WebhookEvent run;
    try {
      run = mapper.readValue(whole, WebhookEvent.class);
    } catch (IOException e) {
      throw notARun();
    }
    if (run.kind() == EventType.Kind.PAYLOAD_URL) {
      throw PayloadUnavailableException.forGood("what was fetched is another URL");
    }
    if (event.payload().hasNonNull("id")
        && !event.payload().path("id").equals(run.payload().path("id"))) {
      throw PayloadUnavailableException.forGood("what was fetched is another run than announced");
    }
    return run;
  }

  private static PayloadUnavailableException notARun() {
    return PayloadUnavailableException.forGood("what was fetched is not a run");
  }

  /** Bytes that go on after an object could add fields to the event. Reads without keeping. */
  private void checkOneObject(byte[] payload) throws IOException {
    try (JsonParser json = mapper.createParser(payload)) {
      if (json.nextToken() != JsonToken.START_OBJECT || json.skipChildren().nextToken() != null) {
        throw new JsonParseException(json, "a payload is one JSON object");
      }
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
