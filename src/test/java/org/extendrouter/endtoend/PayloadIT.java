package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Events that hold a signed URL in place of their payload. */
@ExtendWith(OutputCaptureExtension.class)
class PayloadIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_SIZE = 1_000_000;

  @TempDir static Path keys;
  @TempDir static Path data;

  static PayloadHost host;
  static TlsIdentity identity;
  static RunningRouter router;
  static Extend extend;

  @BeforeAll
  static void start() throws Exception {
    identity = TlsIdentity.make(keys);
    host = new PayloadHost(identity.serverContext());
    router =
        start(data, "extend.payload.allow-private-addresses=true", "extend.payload.timeout=30s");
    extend = router.extend();
  }

  private static RunningRouter start(Path data, String... settings) {
    return start(data, context -> {}, settings);
  }

  private static RunningRouter start(
      Path data, ApplicationContextInitializer<?> initializer, String... settings) {
    return RunningRouter.start(
        data,
        initializer,
        webhooks -> {},
        Stream.concat(
                Arrays.stream(settings),
                Stream.of(
                    // Two attempts.
                    "extend.redelivery.give-up-after=100ms",
                    "extend.payload.hosts=localhost,127.0.0.1",
                    "extend.payload.max-size=" + MAX_SIZE + "B",
                    "extend.payload.ssl-bundle=payload",
                    "spring.ssl.bundle.pem.payload.truststore.certificate="
                        + identity.certificate().toUri()))
            .toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    router.close();
    host.close();
  }

  @AfterEach
  void noUrlWasLogged(CapturedOutput output) {
    assertThat(output.getAll()).doesNotContain(PayloadHost.SIGNATURE);
  }

  @Test
  void aTrustedRunIsDeliveredWithThePayloadAsItWasFetched() throws Exception {
    byte[] payload = payload("01-invoice-accepted");
    String url = host.url(PayloadHost.answering(payload));
    Extend.Event event = byUrl("01-invoice-accepted", url);
    assertThat(extend.post(event.body()).statusCode()).isEqualTo(200);
    Path accepted = router.awaitFiles("accepted/invoice", event.id(), 1).get(0);
    assertThat(Files.readString(accepted))
        .isEqualTo(
            "{\"eventId\":\"%s\",\"eventType\":\"classify_run.processed\",\"payload\":%s}"
                .formatted(event.id(), new String(payload, UTF_8)));
    assertThat(host.requests(url))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(url).endsWith(request.target());
              assertThat(request.headers().keySet())
                  .containsExactlyInAnyOrder("Host", "Connection", "User-agent");
              assertThat(request.headers().getFirst("User-Agent")).isEqualTo("extend-camel-router");
            });
  }

  @Test
  void aRunThatBeginsWithAByteOrderMarkIsDeliveredWithoutIt() throws Exception {
    byte[] run = payload("01-invoice-accepted");
    byte[] marked = ("\uFEFF" + new String(run, UTF_8)).getBytes(UTF_8);
    Extend.Event event = byUrl("01-invoice-accepted", host.url(PayloadHost.answering(marked)));
    extend.post(event.body());
    Path accepted = router.awaitFiles("accepted/invoice", event.id(), 1).get(0);
    assertThat(Files.readString(accepted)).endsWith("\"payload\":" + new String(run, UTF_8) + "}");
  }

  @Test
  void aRunUpToTheLimitIsDelivered() throws Exception {
    byte[] run = payload("01-invoice-accepted");
    byte[] payload = Arrays.copyOf(run, MAX_SIZE);
    Arrays.fill(payload, run.length, MAX_SIZE, (byte) ' ');
    Extend.Event event = byUrl("01-invoice-accepted", host.url(PayloadHost.answering(payload)));
    extend.post(event.body());
    Path accepted = router.awaitFiles("accepted/invoice", event.id(), 1).get(0);
    assertThat(Files.size(accepted)).isGreaterThan(MAX_SIZE);
  }

  @Test
  void theFormOfTheDocumentationIsFetchedToo() throws Exception {
    String url = host.url(PayloadHost.answering(payload("03-receipt-accepted")));
    Extend.Event sample = Extend.fresh("03-receipt-accepted");
    ObjectNode event = (ObjectNode) MAPPER.readTree(sample.body());
    event.set("payload", MAPPER.createObjectNode().put("data", url));
    extend.post(MAPPER.writeValueAsBytes(event));
    router.awaitFiles("accepted/receipt", sample.id(), 1);
  }

  @Test
  void aRunThatCannotBeTrustedBecomesATicketOfTheFetchedRun() throws Exception {
    byte[] payload = payload("05-receipt-low-confidence");
    String url = host.url(PayloadHost.answering(payload));
    Extend.Event event = byUrl("05-receipt-low-confidence", url);
    extend.post(event.body());
    List<Path> files = router.awaitFiles("review", event.id(), 2);
    assertThat(Files.readString(files.get(0))).endsWith(new String(payload, UTF_8) + "}");
    assertThat(Files.readString(files.get(1)))
        .startsWith("REVIEW: LOW_CONFIDENCE\n")
        .contains("0.41");
  }

  @Test
  void aHostThatIsOutForAWhileIsAskedAgain(CapturedOutput output) throws Exception {
    byte[] payload = payload("01-invoice-accepted");
    AtomicInteger attempts = new AtomicInteger();
    String url =
        host.url(
            exchange -> {
              boolean first = attempts.incrementAndGet() == 1;
              PayloadHost.answer(exchange, first ? 503 : 200, first ? new byte[0] : payload);
            });
    Extend.Event event = byUrl("01-invoice-accepted", url);
    extend.post(event.body());
    router.awaitFiles("accepted/invoice", event.id(), 1);
    assertThat(host.requests(url))
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("Cookie"));
    assertThat(output)
        .contains("failed event=" + event.id())
        .contains("will be tried again: PayloadUnavailableException: localhost answered 503");
  }

  static Stream<Arguments> forGood() throws IOException {
    byte[] run = payload("01-invoice-accepted");
    String other = new String(run, UTF_8).replace("clr_UWZ8PuUSBnJFLKM2Mp9bW", "clr_other");
    byte[] large = new byte[MAX_SIZE + 1];
    return Stream.of(
        arguments("localhost answered 404", status(404)),
        arguments("localhost answered 403", status(403)),
        arguments("localhost answered 204", status(204)),
        arguments("more than the 1000000 bytes", PayloadHost.answering(large)),
        arguments("more than the 1000000 bytes", chunked(large)),
        arguments("packed content", packed(run)),
        arguments("another run", PayloadHost.answering(other.getBytes(UTF_8))),
        arguments("not a run", PayloadHost.answering("<html>".getBytes(UTF_8))),
        arguments("not a run", PayloadHost.answering("[]".getBytes(UTF_8))),
        arguments("not a run", PayloadHost.answering("{\"id\":1,\"id\":2}".getBytes(UTF_8))),
        arguments("not a run", PayloadHost.answering("{},\"eventType\":{}".getBytes(UTF_8))),
        arguments(
            "another URL",
            PayloadHost.answering(
                "{\"object\":\"signed_data_url\",\"data\":\"https://localhost\"}"
                    .getBytes(UTF_8))));
  }

  @ParameterizedTest
  @MethodSource("forGood")
  void whatCannotBeFetchedForGoodGoesToReviewAtOnce(String failure, HttpHandler handler)
      throws Exception {
    String url = host.url(handler);
    Extend.Event event = byUrl("01-invoice-accepted", url);
    extend.post(event.body());
    assertUnavailable(event, failure);
    assertThat(host.requests(url)).hasSize(1);
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    String target = host.url(PayloadHost.answering(payload("01-invoice-accepted")));
    String url =
        host.url(
            exchange -> {
              exchange.getResponseHeaders().set("Location", target);
              exchange.sendResponseHeaders(302, -1);
            });
    Extend.Event event = byUrl("01-invoice-accepted", url);
    extend.post(event.body());
    assertUnavailable(event, "localhost answered 302");
    assertThat(host.requests(target)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aUrlThatIsNotAllowedIsNotAskedFor(String template, String failure) throws Exception {
    String url =
        template.formatted(host.port()) + "/refused?X-Amz-Signature=" + PayloadHost.SIGNATURE;
    Extend.Event event = byUrl("01-invoice-accepted", url);
    extend.post(event.body());
    assertUnavailable(event, failure);
    assertThat(host.requests(url)).isEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("http://localhost:%d", "no https URL"),
        arguments("ftp://localhost:%d", "no https URL"),
        arguments("//localhost:%d", "no https URL"),
        arguments("https:localhost:%d", "no https URL"),
        arguments("https://local host:%d", "no URL that can be read"),
        arguments("https://localhost:9%d", "the URL names port 9"),
        arguments("https://user:secret@localhost:%d", "credentials"),
        arguments("https://127.0.0.2:%d", "127.0.0.2 is not among extend.payload.hosts"),
        arguments("https://[::1]:%d", "[::1] is not among extend.payload.hosts"),
        arguments("https://evil-localhost:%d", "evil-localhost is not among"),
        arguments("https://localhost.example.com:%d", "localhost.example.com is not among"));
  }

  @Test
  void slowHostsAreLeftAtTheTimeoutAndDelayNoOtherEvent(@TempDir Path patience) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    String slowBody =
        host.url(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              asked.countDown();
              drip(exchange.getResponseBody());
            });
    InetAddress localhost = InetAddress.getByName("localhost");
    try (RunningRouter impatient =
            start(
                patience,
                "extend.payload.allow-private-addresses=true",
                "extend.payload.timeout=10s");
        ServerSocket silent = new ServerSocket(0, 10, localhost);
        ServerSocket slowHeaders =
            identity
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 10, localhost)) {
      new Thread(() -> dripHeaders(slowHeaders)).start();
      List<Extend.Event> slow =
          List.of(
              byUrl("01-invoice-accepted", slowBody),
              byUrl("01-invoice-accepted", url(silent)),
              byUrl("01-invoice-accepted", url(slowHeaders)));
      for (Extend.Event event : slow) {
        impatient.extend().post(event.body());
      }
      asked.await();
      Extend.Event other = Extend.fresh("01-invoice-accepted");
      impatient.extend().post(other.body());
      impatient.awaitFiles("accepted/invoice", other.id(), 1);
      for (Extend.Event event : slow) {
        assertThat(impatient.files("review", event.id())).isEmpty();
      }
      for (Extend.Event event : slow) {
        assertUnavailable(impatient, event, "longer than the 10 s of extend.payload.timeout");
      }
    }
  }

  private static String url(ServerSocket socket) {
    return "https://localhost:%d/?X-Amz-Signature=%s"
        .formatted(socket.getLocalPort(), PayloadHost.SIGNATURE);
  }

  /** One after the other: each client stays until its own timeout. */
  private static void dripHeaders(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
        drip(socket.getOutputStream());
      } catch (IOException clientLeft) {
        continue;
      }
    }
  }

  /** A byte now and then, until the client has left. */
  private static void drip(OutputStream out) throws IOException {
    while (!Thread.interrupted()) {
      out.write(' ');
      out.flush();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @Test
  void aServerThatCannotProveItsNameIsNotTrusted() throws Exception {
    String url = host.url(PayloadHost.answering(payload("01-invoice-accepted")));
    Extend.Event event = byUrl("01-invoice-accepted", url.replace("localhost", "127.0.0.1"));
    extend.post(event.body());
    assertUnavailable(event, "127.0.0.1 cannot be reached: SSLPeerUnverifiedException");
    assertThat(host.requests(url)).isEmpty();
  }

  @Test
  void aRunOfTheOlderVersionIsKnownByItsTypeOnceItIsFetched() throws Exception {
    Extend.Event classification =
        byUrl(
            "17-processor-run-accepted",
            host.url(PayloadHost.answering(payload("17-processor-run-accepted"))));
    Extend.Event extraction =
        byUrl(
            "18-processor-run-of-an-extractor",
            host.url(PayloadHost.answering(payload("18-processor-run-of-an-extractor"))));
    extend.post(classification.body());
    extend.post(extraction.body());
    router.awaitFiles("accepted/invoice", classification.id(), 1);
    Path kept = router.awaitFiles("others", extraction.id(), 1).get(0);
    assertThat(Files.readString(kept)).contains("\"EXTRACT\"");
  }

  @Test
  void aHostOnAPrivateAddressIsNotSpokenTo(@TempDir Path closedData) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    String url = host.url(exchange -> asked.incrementAndGet());
    try (RunningRouter closed = start(closedData, "extend.payload.allow-private-addresses=false")) {
      Extend.Event otherPort = byUrl("01-invoice-accepted", url);
      Extend.Event loopback = byUrl("01-invoice-accepted", url.replace(":" + host.port(), ""));
      closed.extend().post(otherPort.body());
      closed.extend().post(loopback.body());
      assertUnavailable(closed, otherPort, "only 443 is allowed");
      assertUnavailable(closed, loopback, "localhost has an address that is not on the public");
    }
    assertThat(asked).hasValue(0);
  }

  private static void assertUnavailable(Extend.Event event, String failure) throws IOException {
    assertUnavailable(router, event, failure);
  }

  private static void assertUnavailable(RunningRouter router, Extend.Event event, String failure)
      throws IOException {
    List<Path> files = router.awaitFiles("review", event.id(), 2);
    assertThat(files.get(0)).hasBinaryContent(event.body());
    assertThat(Files.readString(files.get(1)).replaceAll("\n {2,}", " "))
        .startsWith("REVIEW: PAYLOAD_UNAVAILABLE\n")
        .containsPattern("Payload +.*" + Pattern.quote(failure))
        .contains("clr_UWZ8PuUSBnJFLKM2Mp9bW")
        .contains("{\"tenant\":\"north\"}")
        .doesNotContain(PayloadHost.SIGNATURE);
    assertThat(Queues.browse(router, "extend.dead-letter")).isEmpty();
  }

  private static HttpHandler status(int status) {
    return exchange -> PayloadHost.answer(exchange, status, new byte[0]);
  }

  private static HttpHandler chunked(byte[] body) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(body);
    };
  }

  private static HttpHandler packed(byte[] body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      PayloadHost.answer(exchange, 200, body);
    };
  }

  @Test
  void aFetchIsPartOfTheTraceOfItsEventAndTellsNobodyElseOfIt() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    byte[] payload = payload("01-invoice-accepted");
    String url =
        host.url(
            exchange ->
                PayloadHost.answer(exchange, attempts.incrementAndGet() == 1 ? 503 : 200, payload));
    InMemorySpanExporter spans = InMemorySpanExporter.create();
    try (RunningRouter tracing =
        start(
            data.resolve("traced"),
            context ->
                ((GenericApplicationContext) context)
                    .registerBean("spans", SpanExporter.class, () -> spans),
            "extend.payload.allow-private-addresses=true",
            "management.otlp.tracing.endpoint=http://localhost:1/v1/traces")) {
      Extend.Event event = byUrl("01-invoice-accepted", url);
      assertThat(tracing.extend().post(event.body()).statusCode()).isEqualTo(200);
      tracing.awaitFiles("accepted/invoice", event.id(), 1);
      // Spans of steps end before those that they are part of.
      await()
          .untilAsserted(
              () -> {
                List<SpanData> ended = spans.getFinishedSpanItems();
                assertThat(ended).extracting(SpanData::getName).contains("send file");
                assertThat(ended)
                    .filteredOn(span -> span.getParentSpanContext().isValid())
                    .extracting(SpanData::getParentSpanId)
                    .isSubsetOf(ended.stream().map(SpanData::getSpanId).toList());
              });

      List<SpanData> all = spans.getFinishedSpanItems();
      assertThat(all).extracting(SpanData::getTraceId).containsOnly(all.get(0).getTraceId());
      assertThat(all)
          .filteredOn(span -> span.getName().equals("GET"))
          .satisfiesExactly(
              failed -> {
                assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                assertThat(failed.getAttributes().asMap())
                    .containsEntry(AttributeKey.stringKey("error.type"), "503")
                    .containsEntry(AttributeKey.longKey("http.response.status_code"), 503L);
              },
              done -> {
                assertThat(done.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
                assertThat(done.getKind()).isEqualTo(SpanKind.CLIENT);
                assertThat(done.getAttributes().asMap())
                    .containsEntry(AttributeKey.stringKey("server.address"), "localhost")
                    .containsEntry(AttributeKey.longKey("server.port"), (long) host.port())
                    .containsEntry(AttributeKey.longKey("http.response.status_code"), 200L);
                assertThat(all)
                    .filteredOn(span -> span.getSpanId().equals(done.getParentSpanId()))
                    .extracting(SpanData::getName)
                    .containsExactly("process extend.payloads");
              });
      assertThat(all.toString()).doesNotContain(PayloadHost.SIGNATURE);
      assertThat(host.requests(url))
          .hasSize(2)
          .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("Traceparent"));
    }
  }

  private static Extend.Event byUrl(String sample, String url) throws IOException {
    Extend.Event fresh = Extend.fresh(sample);
    ObjectNode event = (ObjectNode) MAPPER.readTree(fresh.body());
    JsonNode id = event.path("payload").path("id");
    event
        .putObject("payload")
        .put("object", "signed_data_url")
        .put("data", url)
        .<ObjectNode>set("id", id)
        .putObject("metadata")
        .put("tenant", "north");
    return new Extend.Event(fresh.id(), MAPPER.writeValueAsBytes(event));
  }

  /** The payload's bytes as they stand in the sample, white space and all. */
  private static byte[] payload(String sample) throws IOException {
    String event = new String(Extend.sample(sample), UTF_8);
    return event.substring(event.indexOf('{', 1), event.lastIndexOf('}')).strip().getBytes(UTF_8);
  }
}
