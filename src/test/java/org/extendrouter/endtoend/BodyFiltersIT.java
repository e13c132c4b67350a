package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.util.FileCopyUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** The router in an application with filters that read the bodies of requests. */
@ExtendWith(OutputCaptureExtension.class)
class BodyFiltersIT {

  private static final int LARGEST = 1_048_576;

  @TempDir static Path data;

  private static ConfigurableApplicationContext application;
  private static Extend extend;

  @BeforeAll
  static void start() {
    application =
        ApplicationOfATest.start(
            data,
            Application.class,
            "extend.webhook.max-body-size=1MB",
            "extend.webhook.body-timeout=10s");
    extend = ApplicationOfATest.extend(application);
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keeps when asked, and takes no listener",
        "keeps, and forgets a listener",
        "keeps what its reader read",
        "copies what others read",
        "has its reader read after the router"
      })
  void webhooksAreTakenAsWithoutThem(String filter, CapturedOutput output) throws Exception {
    Extend.Event event = Extend.freshRun("01-invoice-accepted");
    assertThat(send(filter, extend.signed(event.body())).statusCode()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(application.getBean(Taken.class).of(event)).isOne());

    byte[] forged = Extend.freshRun("01-invoice-accepted").body();
    assertThat(
            send(filter, extend.unsigned(forged).header("x-extend-request-timestamp", "1"))
                .statusCode())
        .isEqualTo(401);
    assertThat(send(filter, extend.signed(new byte[LARGEST + 1])).statusCode()).isEqualTo(413);
    assertThat(send(filter, chunked(new byte[LARGEST + 1])).statusCode()).isEqualTo(413);

    Extend.Event inChunks = Extend.freshRun("01-invoice-accepted");
    assertThat(send(filter, chunked(inChunks.body())).statusCode()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(application.getBean(Taken.class).of(inChunks)).isOne());
    assertThat(output).doesNotContain("BROKEN_OFF", "TOO_SLOW", " ERROR ");
  }

  @Test
  void aSenderThatStopsHoldsNoThreadWhereAFilterOnlyLooksOn() throws Exception {
    try (RawHttp connection = new RawHttp(extend.port())) {
      String head =
          RawHttp.head(RawHttp.signature(new byte[2]), "Content-Length: 1000")
              .replace("/webhooks/extend", "/webhooks/extend?copies-what-others-read");
      assertThat(connection.send(head + "\r\n{").answer().status()).isEqualTo(408);
    }
  }

  private static HttpRequest.Builder chunked(byte[] body) {
    return extend
        .signed(body)
        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
  }

  private static HttpResponse<String> send(String filter, HttpRequest.Builder request)
      throws Exception {
    return extend.send(
        request.uri(
            URI.create(
                "http://localhost:%d/webhooks/extend?%s"
                    .formatted(extend.port(), filter.replaceAll("\\W+", "-")))));
  }

  /** How often each event came. */
  static final class Taken {

    private final Map<String, Integer> events = new ConcurrentHashMap<>();

    int of(Extend.Event event) {
      return events.getOrDefault(event.id(), 0);
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    Taken taken() {
      return new Taken();
    }

    @Bean
    RouteBuilder invoices(Taken taken) {
      return new RouteBuilder() {
        @Override
        public void configure() {
          from("extend-jms:extend.accept.invoice")
              .process(
                  exchange ->
                      taken.events.merge(
                          exchange.getMessage().getHeader("ExtendEventId", String.class),
                          1,
                          Integer::sum));
        }
      };
    }

    @Bean
    FilterRegistrationBean<BodyFilter> keepsWhenAskedAndTakesNoListener() {
      return first(
          "keeps-when-asked-and-takes-no-listener",
          request ->
              new Kept(request, () -> request.getInputStream().readAllBytes()).withoutListeners());
    }

    @Bean
    FilterRegistrationBean<BodyFilter> keepsAndForgetsAListener() {
      return first(
          "keeps-and-forgets-a-listener",
          request -> {
            byte[] body = request.getInputStream().readAllBytes();
            return new Kept(request, () -> body);
          });
    }

    @Bean
    FilterRegistrationBean<BodyFilter> keepsWhatItsReaderRead() {
      return first(
          "keeps-what-its-reader-read",
          request -> {
            byte[] body = FileCopyUtils.copyToString(request.getReader()).getBytes(UTF_8);
            return new Kept(request, () -> body);
          });
    }

    @Bean
    FilterRegistrationBean<BodyFilter> copiesWhatOthersRead() {
      return first(
          "copies-what-others-read", request -> new ContentCachingRequestWrapper(request, 1024));
    }

    @Bean
    FilterRegistrationBean<BodyFilter> hasItsReaderReadAfterTheRouter() {
      return new FilterRegistrationBean<>(
          new BodyFilter(
              "has-its-reader-read-after-the-router",
              request -> {
                assertThat(FileCopyUtils.copyToString(request.getReader())).contains("eventId");
                return request;
              }));
    }

    private static FilterRegistrationBean<BodyFilter> first(String name, Wrapping wrapping) {
      FilterRegistrationBean<BodyFilter> registration =
          new FilterRegistrationBean<>(new BodyFilter(name, wrapping));
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return registration;
    }
  }

  /** What a filter makes of a request. */
  private interface Wrapping {

    HttpServletRequest of(HttpServletRequest request) throws IOException;
  }

  /** Does so with requests that have its name as their query. */
  private static final class BodyFilter extends OncePerRequestFilter {

    private final String name;
    private final Wrapping wrapping;

    BodyFilter(String name, Wrapping wrapping) {
      this.name = name;
      this.wrapping = wrapping;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
      return !name.equals(request.getQueryString());
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      chain.doFilter(wrapping.of(request), response);
    }
  }

  /** Where a wrapper has the body from. */
  private interface Source {

    byte[] bytes() throws IOException;
  }

  /** The wrapper that many applications have. */
  private static final class Kept extends HttpServletRequestWrapper {

    private final Source source;
    private byte[] body;
    private boolean listeners = true;

    Kept(HttpServletRequest request, Source source) {
      super(request);
      this.source = source;
    }

    Kept withoutListeners() {
      listeners = false;
      return this;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (body == null) {
        body = source.bytes();
      }
      ByteArrayInputStream in = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public int read() {
          return in.read();
        }

        @Override
        public boolean isFinished() {
          return in.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          if (!listeners) {
            throw new UnsupportedOperationException();
          }
        }
      };
    }
  }
}
