package org.extendrouter.payload;

import java.io.IOException;
import java.util.Map;
import org.extendrouter.fetch.FetchFailedException;
import org.extendrouter.fetch.FetchLimits;
import org.extendrouter.fetch.FetchRules;
import org.extendrouter.fetch.FetchTracing;
import org.extendrouter.fetch.GuardedClient;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/** Gets payloads within their limits. */
@Component
final class PayloadFetcher implements AutoCloseable {

  private final GuardedClient client;
  private final FetchLimits limits;

  PayloadFetcher(FetchRules rules, PayloadProperties properties, @Nullable FetchTracing tracing) {
    this.client = new GuardedClient(rules, properties.timeout(), tracing);
    this.limits =
        new FetchLimits(
            Math.toIntExact(properties.maxSize().toBytes()),
            properties.timeout(),
            "extend.payload.max-size",
            "extend.payload.timeout",
            properties.timeout());
  }

  /**
   * Gets the bytes.
   *
   * @param url the URL as Extend sent it
   * @return the body of a 200, not parsed
   * @throws PayloadUnavailableException if it is not available, now or ever
   */
  byte[] fetch(String url) throws PayloadUnavailableException {
    try {
      return client.get(url, Map.of(), limits);
    } catch (FetchFailedException e) {
      throw e.kind() == FetchFailedException.Kind.PERMANENT
          ? PayloadUnavailableException.forGood(e.getMessage())
          : PayloadUnavailableException.forNow(e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
