package org.extendrouter.httpclient;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.annotations.Component;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * The {@code http:} and {@code https:} of the routes. The client reads the headers of an answer
 * into memory, by itself without an end, and one whose line never ends would end the process with
 * each attempt.
 */
@Component("http,https")
final class BoundedHttpComponent extends HttpComponent {

  /** The longest line of an answer's headers, in bytes. */
  static final int LONGEST_LINE = 64 * 1024;

  /** The most headers of an answer. */
  static final int MOST_HEADERS = 100;

  /** As Camel makes it, but for the limits, which no option sets. */
  @Override
  @SuppressWarnings("deprecation")
  protected HttpClientConnectionManager createConnectionManager(
      Registry<ConnectionSocketFactory> registry,
      int maxTotalConnections,
      int connectionsPerRoute,
      SocketConfig defaultSocketConfig) {
    PoolingHttpClientConnectionManager manager =
        new PoolingHttpClientConnectionManager(
            registry,
            PoolConcurrencyPolicy.STRICT,
            TimeValue.ofMilliseconds(getConnectionTimeToLive()),
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxLineLength(LONGEST_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .build());
    manager.setDefaultSocketConfig(defaultSocketConfig);
    int total = maxTotalConnections == 0 ? getMaxTotalConnections() : maxTotalConnections;
    if (total > 0) {
      manager.setMaxTotal(total);
    }
    int perRoute = connectionsPerRoute == 0 ? getConnectionsPerRoute() : connectionsPerRoute;
    if (perRoute > 0) {
      manager.setDefaultMaxPerRoute(perRoute);
    }
    return manager;
  }
}
