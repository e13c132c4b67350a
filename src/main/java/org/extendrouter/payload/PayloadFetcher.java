package org.extendrouter.payload;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
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
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.extendrouter.payload.PublicAddresses.ForbiddenAddressException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/**
 * Gets the bytes behind a signed URL, and trusts the URL in nothing: it fetches from allowed hosts
 * on the public internet alone, over TLS, follows no redirect, sends no credentials and unpacks
 * nothing.
 */
@Component
final class PayloadFetcher implements AutoCloseable {

  private static final int HTTPS = 443;

  /** As many as a queue may have consumers, so that no fetch waits for another. */
  private static final int CONNECTIONS = 64;

  private final PayloadProperties properties;
  private final CloseableHttpClient client;

  /** Where fetches run, so that whoever waits for one can leave it, whatever it is stuck in. */
  private final ExecutorService executor = Executors.newCachedThreadPool(PayloadFetcher::thread);

  PayloadFetcher(PayloadProperties properties, SslBundles bundles) {
    this.properties = properties;
    Timeout timeout = Timeout.of(properties.timeout());
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setMaxConnTotal(CONNECTIONS)
                    .setDnsResolver(
                        properties.allowPrivateAddresses()
                            ? SystemDefaultDnsResolver.INSTANCE
                            : new PublicAddresses())
                    .setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(sslContext(properties.sslBundle(), bundles)))
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

  private static SSLContext sslContext(String bundle, SslBundles bundles) {
    return bundle == null || bundle.isBlank()
        ? SSLContexts.createDefault()
        : bundles.getBundle(bundle).createSslContext();
  }

  private static Thread thread(Runnable fetch) {
    Thread thread = new Thread(fetch, "fetch-payload");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Gets the bytes.
   *
   * @param url the URL as Extend sent it
   * @return the body of a 200, not parsed
   * @throws PayloadUnavailableException if it is not available, now or ever
   */
  byte[] fetch(String url) throws PayloadUnavailableException {
    URI address = check(url);
    HttpGet request = new HttpGet(address);
    Future<byte[]> fetch =
        executor.submit(() -> client.execute(request, response -> read(request, response)));
    try {
      return fetch.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw PayloadUnavailableException.forNow(
          "%s took longer than the %d s of extend.payload.timeout"
              .formatted(address.getHost(), properties.timeout().toSeconds()));
    } catch (ExecutionException e) {
      throw explained(address.getHost(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PayloadUnavailableException.forNow("interrupted while fetching");
    } finally {
      request.cancel();
    }
  }

  private URI check(String url) throws PayloadUnavailableException {
    URI address;
    try {
      address = new URI(url);
    } catch (URISyntaxException e) {
      throw PayloadUnavailableException.forGood("the event holds no URL that can be read");
    }
    String host = address.getHost();
    if (!"https".equalsIgnoreCase(address.getScheme()) || host == null) {
      throw PayloadUnavailableException.forGood("the event holds no https URL");
    }
    if (address.getRawUserInfo() != null) {
      throw PayloadUnavailableException.forGood("the URL holds credentials");
    }
    if (!properties.allows(host.toLowerCase(Locale.ROOT))) {
      throw PayloadUnavailableException.forGood(host + " is not among extend.payload.hosts");
    }
    if (address.getPort() != -1
        && address.getPort() != HTTPS
        && !properties.allowPrivateAddresses()) {
      throw PayloadUnavailableException.forGood(
          "the URL names port %d of %s, and only 443 is allowed"
              .formatted(address.getPort(), host));
    }
    return address;
  }

  private byte[] read(HttpGet request, ClassicHttpResponse response) throws IOException {
    try {
      return body(request.getAuthority().getHostName(), response);
    } catch (PayloadUnavailableException e) {
      // Else the client would read what is left of the body, however long that takes.
      request.cancel();
      throw e;
    }
  }

  private byte[] body(String host, ClassicHttpResponse response) throws IOException {
    if (response.getCode() != HttpStatus.SC_OK) {
      String message = "%s answered %d".formatted(host, response.getCode());
      throw isTemporary(response.getCode())
          ? PayloadUnavailableException.forNow(message)
          : PayloadUnavailableException.forGood(message);
    }
    HttpEntity entity = response.getEntity();
    if (entity.getContentEncoding() != null) {
      throw PayloadUnavailableException.forGood(
          host + " answered with packed content, which was not asked for");
    }
    int max = Math.toIntExact(properties.maxSize().toBytes());
    if (entity.getContentLength() <= max) {
      byte[] body = entity.getContent().readNBytes(max + 1);
      if (body.length <= max) {
        return body;
      }
    }
    throw PayloadUnavailableException.forGood(
        "%s answered with more than the %d bytes of extend.payload.max-size".formatted(host, max));
  }

  private static boolean isTemporary(int status) {
    return status == HttpStatus.SC_REQUEST_TIMEOUT
        || status == HttpStatus.SC_TOO_MANY_REQUESTS
        || status / 100 == 5;
  }

  /** Names the failure but not its message, which may repeat what the server said. */
  private static PayloadUnavailableException explained(String host, Throwable failure) {
    if (failure instanceof PayloadUnavailableException explained) {
      return explained;
    }
    if (failure instanceof ForbiddenAddressException) {
      return PayloadUnavailableException.forGood(
          host + " has an address that is not on the public internet");
    }
    return PayloadUnavailableException.forNow(
        "%s cannot be reached: %s".formatted(host, failure.getClass().getSimpleName()));
  }

  @Override
  public void close() throws IOException {
    executor.shutdownNow();
    client.close();
  }
}
