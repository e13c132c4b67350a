package org.extendrouter.fetch;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;
import org.extendrouter.fetch.FetchFailedException.Kind;
import org.extendrouter.fetch.PublicAddresses.ForbiddenAddressException;

/**
 * Gets the bytes behind a URL, and trusts the URL in nothing: it fetches from allowed hosts on the
 * public internet alone, over TLS, follows no redirect, sends no credentials but those that it is
 * given, and unpacks nothing.
 */
public final class GuardedClient implements AutoCloseable {

  private static final int HTTPS = 443;
  private static final int LARGEST_PORT = 65_535;

  /** As many as a queue may have consumers, so that no fetch waits for another. */
  private static final int CONNECTIONS = 64;

  private final FetchRules rules;
  private final FetchTracing tracing;
  private final CloseableHttpClient client;

  /** Where fetches run, so that whoever waits for one can leave it, whatever it is stuck in. */
  private final ExecutorService executor = Executors.newCachedThreadPool(GuardedClient::thread);

  /**
   * A client by rules.
   *
   * @param rules from where it may fetch
   * @param longest the longest that any of its fetches may take
   * @param tracing sees each of them; null for none
   */
  public GuardedClient(FetchRules rules, Duration longest, FetchTracing tracing) {
    this.rules = rules;
    this.tracing = tracing;
    Timeout timeout = Timeout.of(longest);
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setMaxConnTotal(CONNECTIONS)
                    .setDnsResolver(
                        rules.allowPrivateAddresses()
                            ? SystemDefaultDnsResolver.INSTANCE
                            : new PublicAddresses())
                    .setTlsSocketStrategy(new DefaultClientTlsStrategy(rules.trust()))
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(
                                Http1Config.custom()
                                    .setMaxHeaderCount(100)
                                    .setMaxLineLength(8192)
                                    .build())
                            .build())
                    .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(timeout).build())
                    .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(timeout).build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(timeout)
                            .setSocketTimeout(timeout)
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(timeout).build())
            // Each fetch looks its host up, and is checked.
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent("extend-camel-router")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  private static Thread thread(Runnable fetch) {
    Thread thread = new Thread(fetch, "fetch");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Gets the bytes.
   *
   * @param url the URL as it came
   * @param headers what to send along
   * @param limits how much it may take
   * @return the body of a 200, not parsed
   * @throws FetchFailedException if it is not available, now or ever
   */
  public byte[] get(String url, Map<String, String> headers, FetchLimits limits)
      throws FetchFailedException {
    URI address = check(url);
    HttpGet request = request(address);
    headers.forEach(request::setHeader);
    return tracing == null
        ? get(request, address.getHost(), limits)
        : tracing.around(
            address.getHost(),
            address.getPort() == -1 ? HTTPS : address.getPort(),
            () -> get(request, address.getHost(), limits));
  }

  private byte[] get(HttpGet request, String host, FetchLimits limits) throws FetchFailedException {
    Future<byte[]> fetch =
        executor.submit(() -> client.execute(request, response -> read(request, response, limits)));
    try {
      return fetch.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw tooSlow(host, limits);
    } catch (ExecutionException e) {
      // The client's own time for each step is as long, and may be over a moment sooner.
      throw e.getCause() instanceof SocketTimeoutException
          ? tooSlow(host, limits)
          : explained(host, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FetchFailedException(Kind.TEMPORARY, "interrupted while fetching");
    } finally {
      request.cancel();
    }
  }

  /** What the client takes for an address is less than what Java does. */
  private static HttpGet request(URI address) throws FetchFailedException {
    try {
      return new HttpGet(address);
    } catch (IllegalArgumentException e) {
      throw permanent("there is no URL that can be asked for");
    }
  }

  private URI check(String url) throws FetchFailedException {
    URI address;
    try {
      address = new URI(url);
    } catch (URISyntaxException e) {
      throw permanent("there is no URL that can be read");
    }
    String host = address.getHost();
    if (!"https".equalsIgnoreCase(address.getScheme()) || host == null) {
      throw permanent("there is no https URL");
    }
    if (address.getRawUserInfo() != null) {
      throw permanent("the URL holds credentials");
    }
    if (!rules.allow(host.toLowerCase(Locale.ROOT))) {
      throw permanent(host + " is not among extend.payload.hosts");
    }
    int port = address.getPort();
    if (port > LARGEST_PORT) {
      throw permanent("the URL names port %d of %s, which no port is".formatted(port, host));
    }
    if (port != -1 && port != HTTPS && !rules.allowPrivateAddresses()) {
      throw permanent("the URL names port %d of %s, and only 443 is allowed".formatted(port, host));
    }
    return address;
  }

  private byte[] read(HttpGet request, ClassicHttpResponse response, FetchLimits limits)
      throws IOException {
    try {
      return body(request.getAuthority().getHostName(), response, limits);
    } catch (FetchFailedException e) {
      // Else the client would read what is left of the body, however long that takes.
      request.cancel();
      throw e;
    }
  }

  private byte[] body(String host, ClassicHttpResponse response, FetchLimits limits)
      throws IOException {
    if (response.getCode() != HttpStatus.SC_OK) {
      String message = "%s answered %d".formatted(host, response.getCode());
      throw new FetchFailedException(
          response.getCode(),
          isTemporary(response.getCode()) ? Kind.TEMPORARY : Kind.PERMANENT,
          message);
    }
    HttpEntity entity = response.getEntity();
    if (entity.getContentEncoding() != null) {
      throw permanent(host + " answered with packed content, which was not asked for");
    }
    int max = limits.maxSize();
    if (entity.getContentLength() <= max) {
      byte[] body = entity.getContent().readNBytes(max + 1);
      if (body.length <= max) {
        return body;
      }
    }
    throw permanent(
        "%s answered with more than the %d bytes of %s".formatted(host, max, limits.sizeKey()));
  }

  private static boolean isTemporary(int status) {
    return status == HttpStatus.SC_REQUEST_TIMEOUT
        || status == HttpStatus.SC_TOO_MANY_REQUESTS
        || status / 100 == 5;
  }

  private static FetchFailedException tooSlow(String host, FetchLimits limits) {
    return new FetchFailedException(
        Kind.NO_ANSWER,
        "%s took longer than the %d s of %s"
            .formatted(host, limits.allowed().toSeconds(), limits.timeoutKey()));
  }

  /** Names the failure but not its message, which may repeat what the server said. */
  private static FetchFailedException explained(String host, Throwable failure) {
    if (failure instanceof FetchFailedException explained) {
      return explained;
    }
    if (failure instanceof ForbiddenAddressException) {
      return permanent(host + " has an address that is not on the public internet");
    }
    return new FetchFailedException(
        Kind.NO_ANSWER,
        "%s cannot be reached: %s".formatted(host, failure.getClass().getSimpleName()));
  }

  private static FetchFailedException permanent(String message) {
    return new FetchFailedException(Kind.PERMANENT, message);
  }

  @Override
  public void close() throws IOException {
    executor.shutdownNow();
    client.close();
  }
}
