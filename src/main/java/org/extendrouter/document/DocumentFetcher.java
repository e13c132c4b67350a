package org.extendrouter.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.extendrouter.event.EventMapper;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.fetch.FetchFailedException;
import org.extendrouter.fetch.FetchFailedException.Kind;
import org.extendrouter.fetch.FetchLimits;
import org.extendrouter.fetch.FetchRules;
import org.extendrouter.fetch.FetchTracing;
import org.extendrouter.fetch.GuardedClient;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.VariableNames;
import org.extendrouter.schedule.RouterClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * Fetches the document that a ticket is about, within a time limit. It fails nothing: without a
 * document there is a reason.
 */
@Component("extendDocumentFetcher")
public final class DocumentFetcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DocumentFetcher.class);

  private static final String TIMEOUT = "extend.review.document.timeout";
  private static final String MAX_SIZE = "extend.review.document.max-size";

  /** So many are held in memory before the rest of the heap is asked for room. */
  private static final int FETCHES = 2;

  /** What the API says of a file is small. */
  private static final int LARGEST_ANSWER = 1_000_000;

  /** After no answer, so that a host that is down delays one ticket and not each of a backlog. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private static final String API_VERSION = "2026-02-09";

  private static final Pattern FILE_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final ApiProperties api;
  private final DocumentProperties properties;
  private final GuardedClient client;
  private final ObjectMapper mapper;
  private final Clock clock;
  private final Semaphore turns = new Semaphore(FETCHES, true);

  /** By host. */
  private final Map<String, Instant> pausedUntil = new ConcurrentHashMap<>();

  DocumentFetcher(
      ApiProperties api,
      DocumentProperties properties,
      FetchRules rules,
      @Nullable FetchTracing tracing,
      EventMapper mapper,
      @RouterClock Clock clock) {
    this.api = api;
    this.properties = properties;
    this.client = new GuardedClient(rules, properties.timeout(), tracing);
    this.mapper = mapper.json();
    this.clock = clock;
  }

  /**
   * Fetches the document of an event's run.
   *
   * @param event the event; null if it could not be read
   * @param eventId the id by which the inbox knows the event
   * @param failure why the ticket is to come without; null if it is not
   * @return the document, or why it is not there; null if there is none to fetch
   * @throws InterruptedException if the router stops
   */
  public Document fetch(
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.EVENT_ID) String eventId,
      @Header(HeaderNames.DOCUMENT_FAILURE) String failure)
      throws InterruptedException {
    if (event == null || event.run() == null || event.run().file() == null) {
      return null;
    }
    if (failure != null) {
      return Document.absent(failure);
    }
    if (!api.isOn()) {
      return Document.absent("the router has no key for Extend's API (EXTEND_API_KEY)");
    }
    String id = event.run().file().id();
    if (id == null || !FILE_ID.matcher(id).matches()) {
      return Document.absent("the event does not name it");
    }
    try {
      return fetch(id, event.run().file().name());
    } catch (FetchFailedException e) {
      LOG.warn("no document for event={} run={}: {}", eventId, event.run().id(), e.getMessage());
      return Document.absent(e.getMessage());
    } catch (RuntimeException e) {
      // A ticket without its document is better than none, whatever is wrong with the document.
      LOG.error("no document for event={} run={}", eventId, event.run().id(), e);
      return Document.absent("the router could not fetch it, and its log says why");
    }
  }

  private Document fetch(String id, String name) throws FetchFailedException, InterruptedException {
    long deadline = System.nanoTime() + properties.timeout().toNanos();
    if (!turns.tryAcquire(properties.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
      return Document.absent("others took longer than the " + seconds());
    }
    try {
      JsonNode file = describe(id, deadline);
      String url = file.path("presignedUrl").asText();
      byte[] content = get(url, Map.of(), limits(properties.maxSize().toBytes(), deadline));
      return FileKind.document(name == null ? file.path("name").textValue() : name, content);
    } catch (FetchFailedException e) {
      throw e;
    } catch (IOException e) {
      return Document.absent("Extend's API answered with something other than a file");
    } finally {
      turns.release();
    }
  }

  private JsonNode describe(String id, long deadline) throws IOException {
    return mapper.readTree(
        get(
            api.address("/files/" + id),
            Map.of(
                "Authorization",
                "Bearer " + api.key(),
                "x-extend-api-version",
                API_VERSION,
                "Accept",
                "application/json"),
            limits(LARGEST_ANSWER, deadline)));
  }

  private byte[] get(String url, Map<String, String> headers, FetchLimits limits)
      throws FetchFailedException {
    Instant now = clock.instant();
    pausedUntil.values().removeIf(until -> !now.isBefore(until));
    String host = host(url);
    if (pausedUntil.containsKey(host)) {
      throw new FetchFailedException(
          Kind.TEMPORARY, host + " did not answer within the last minute");
    }
    try {
      return client.get(url, headers, limits);
    } catch (FetchFailedException e) {
      if (e.kind() == Kind.NO_ANSWER) {
        pausedUntil.put(host, now.plus(PAUSE));
      }
      throw e;
    }
  }

  private static String host(String url) {
    try {
      return Objects.requireNonNullElse(new URI(url).getHost(), "");
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private FetchLimits limits(long maxSize, long deadline) {
    long left = Math.max(1, deadline - System.nanoTime());
    return new FetchLimits(
        Math.toIntExact(maxSize), Duration.ofNanos(left), MAX_SIZE, TIMEOUT, properties.timeout());
  }

  private String seconds() {
    return "%d s of %s".formatted(properties.timeout().toSeconds(), TIMEOUT);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
