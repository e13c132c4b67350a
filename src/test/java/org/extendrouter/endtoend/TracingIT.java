package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.SpringCamelContext;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.tracing.MessageTracing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The way of an event as one trace of OpenTelemetry, by one property; nothing of it without. */
@ExtendWith(OutputCaptureExtension.class)
class TracingIT {

  private static final String FORGED = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACEPARENT = "00-" + FORGED + "-b7ad6b7169203331-01";
  private static final String KEY_OF_THE_SERVICE = "k3y0fth3s3rv1c3";
  private static final String KEY_OF_THE_COLLECTOR = "k3y0fth3c0ll3ct0r";

  /** Each has 11 and more, and 2048 wait for a collector at most. */
  private static final int EVENTS_OF_MORE_SPANS_THAN_WAIT = 250;

  private static final String NOBODY_LISTENS =
      "management.otlp.tracing.endpoint=http://localhost:1/v1/traces";

  private static final String ROUTE =
      """
      - route:
          id: accept-invoice
          from:
            uri: jms:extend.accept.invoice
            steps:
              - to: http://localhost:%d/invoices?httpMethod=POST&key=%s
              - to: jms:partner.invoices
      - route:
          id: partner-invoices
          from:
            uri: jms:partner.invoices
            steps:
              - to: file:{{extend.data-dir}}/partner?fileName=${header.ExtendFileName}.json
      """;

  @TempDir Path data;
  @TempDir Path types;

  private final List<Headers> posted = new CopyOnWriteArrayList<>();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer service;

  /** Spring Boot leaves it as the first router of the process had it. */
  @BeforeEach
  @AfterEach
  void forgetHowTheLogLooks() {
    Stream.of(
            LoggingSystemProperty.CONSOLE_PATTERN, LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT)
        .map(LoggingSystemProperty::getEnvironmentVariableName)
        .forEach(System::clearProperty);
  }

  /** It fails the first time, and answers with what it got. */
  @BeforeEach
  void serve() throws Exception {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/invoices",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          posted.add(exchange.getRequestHeaders());
          exchange.sendResponseHeaders(posted.size() == 1 ? 500 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    service.setExecutor(threads);
    service.start();
    Files.writeString(
        types.resolve("invoice.camel.yaml"),
        ROUTE.formatted(service.getAddress().getPort(), KEY_OF_THE_SERVICE));
  }

  @AfterEach
  void stop() {
    service.stop(0);
    threads.shutdownNow();
  }

  @Test
  void anEventIsOneTraceFromThePostToTheDelivery(CapturedOutput output) throws Exception {
    try (RunningRouter router = startTracing()) {
      Extend.Event event = Extend.freshRun("01-invoice-accepted");
      postWithForgedTrace(router, event);
      router.awaitFiles("partner", event.run(), 1);
      List<SpanData> way = wholeTrace(event, "send file");
      String trace = way.get(0).getTraceId();
      assertThat(way)
          .extracting(SpanData::getName)
          .containsExactlyInAnyOrder(
              "POST /webhooks/extend",
              "send extend.inbox",
              "process extend.inbox",
              "send extend.accept.invoice",
              "process extend.accept.invoice",
              "POST",
              "process extend.accept.invoice",
              "POST",
              "send partner.invoices",
              "process partner.invoices",
              "send file");
      assertThat(ancestors(one(way, "send file"), way))
          .containsExactly(
              "process partner.invoices",
              "send partner.invoices",
              "process extend.accept.invoice",
              "send extend.accept.invoice",
              "process extend.inbox",
              "send extend.inbox",
              "POST /webhooks/extend");
      assertThat(one(way, "POST /webhooks/extend"))
          .satisfies(
              span -> {
                assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
                assertThat(span.getParentSpanContext().isValid()).isFalse();
                assertThat(attributes(span))
                    .containsEntry("http.request.method", "POST")
                    .containsEntry("http.route", "/webhooks/extend")
                    .containsEntry("http.response.status_code", 200L)
                    .containsEntry("extend.event.id", event.id());
              });
      assertThat(one(way, "send partner.invoices"))
          .satisfies(
              span -> {
                assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
                assertThat(attributes(span))
                    .containsEntry("messaging.system", "jms")
                    .containsEntry("messaging.operation.type", "send")
                    .containsEntry("messaging.destination.name", "partner.invoices")
                    .containsEntry("extend.event.id", event.id())
                    .containsEntry("extend.run.id", event.run())
                    .containsEntry("extend.type", "invoice");
              });
      assertThat(all(way, "process extend.accept.invoice"))
          .as("an attempt that failed, and the next")
          .satisfiesExactly(
              failed -> {
                assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                assertThat(attributes(failed)).containsEntry("extend.attempt", 1L);
              },
              done -> {
                assertThat(done.getKind()).isEqualTo(SpanKind.CONSUMER);
                assertThat(done.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
                assertThat(attributes(done)).containsEntry("extend.attempt", 2L);
              });
      assertThat(all(way, "POST"))
          .satisfiesExactly(
              failed ->
                  assertThat(attributes(failed))
                      .containsEntry("error.type", "500")
                      .containsEntry("http.response.status_code", 500L),
              done -> assertThat(attributes(done)).containsEntry("server.address", "localhost"));
      assertThat(posted)
          .as("what the service got: the trace, and no more than that")
          .hasSize(2)
          .allSatisfy(
              headers -> {
                assertThat(headers.getFirst("traceparent")).startsWith("00-" + trace + "-");
                assertThat(headers.keySet()).noneMatch(name -> name.startsWith("Extend"));
                assertThat(headers).doesNotContainKeys("Tracestate", "Baggage");
              });
      assertThat(all(way, "POST").get(1).getSpanId())
          .isEqualTo(posted.get(1).getFirst("traceparent").split("-")[2]);
      assertThat(spans.getFinishedSpanItems())
          .as("no trace but that of the event")
          .hasSameSizeAs(way);
      assertThat(way.toString()).doesNotContain(FORGED, KEY_OF_THE_SERVICE, Extend.SECRET);
      assertThat(output.getOut().lines().filter(line -> line.contains(event.id())))
          .as("the log of the event")
          .anyMatch(line -> line.contains("received event="))
          .anyMatch(line -> line.contains("failed event="))
          .anyMatch(line -> line.contains("delivered event="))
          .allMatch(line -> line.endsWith(" trace=" + trace));
    }
  }

  /** As the example of a route over HTTP does. */
  @Test
  void aRefusalThatTheRouteItselfLooksAtIsOneInItsSpanToo() throws Exception {
    Files.writeString(
        types.resolve("invoice.camel.yaml"),
        """
        - route:
            id: accept-invoice
            from:
              uri: jms:extend.accept.invoice
              steps:
                - to: http://localhost:%d/invoices?throwExceptionOnFailure=false
                - choice:
                    when:
                      - simple: ${header.CamelHttpResponseCode} !range '200..299'
                        steps:
                          - throwException:
                              exceptionType: java.io.IOException
                              message: refused
        """
            .formatted(service.getAddress().getPort()));
    try (RunningRouter router = startTracing()) {
      Extend.Event event = Extend.freshRun("01-invoice-accepted");
      postWithForgedTrace(router, event);
      await().until(() -> all(spans.getFinishedSpanItems(), "POST").size() == 2);

      assertThat(all(spans.getFinishedSpanItems(), "POST"))
          .satisfiesExactly(
              refused -> {
                assertThat(refused.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                assertThat(attributes(refused))
                    .containsEntry("error.type", "500")
                    .containsEntry("http.response.status_code", 500L);
              },
              taken -> {
                assertThat(taken.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
                assertThat(attributes(taken)).containsEntry("http.response.status_code", 200L);
              });
    }
  }

  @Test
  void anUnsignedRequestLeavesNoTraceAndMailCarriesNone(CapturedOutput output) throws Exception {
    GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
    mail.start();
    try (RunningRouter router =
        startTracing(
            "extend.review.channels=email",
            "extend.review.email.to=ops@example.com",
            "extend.review.email.from=router@example.com",
            "extend.review.email.smtp.port=" + mail.getSmtp().getPort())) {
      Extend.Event unsigned = Extend.freshRun("01-invoice-accepted");
      assertThat(
              router
                  .extend()
                  .send(
                      router.extend().unsigned(unsigned.body()).header("traceparent", TRACEPARENT))
                  .statusCode())
          .isEqualTo(401);
      assertThat(output.getOut().lines().filter(line -> line.contains("rejected a webhook")))
          .singleElement()
          .asString()
          .doesNotContain("trace=");
      Extend.Event unsure = Extend.freshRun("05-receipt-low-confidence");
      postWithForgedTrace(router, unsure);
      await().until(() -> mail.getReceivedMessages().length == 1);
      String trace = await().until(() -> trace(unsure, "send smtp"), found -> !found.isEmpty());

      assertThat(Collections.list(mail.getReceivedMessages()[0].getAllHeaders()))
          .noneMatch(header -> header.getName().equalsIgnoreCase("traceparent"));
      assertThat(spans.getFinishedSpanItems())
          .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(trace));
    } finally {
      mail.stop();
    }
  }

  @Test
  void aStructuredLogHasItAsAField(CapturedOutput output) throws Exception {
    try (RunningRouter router = startTracing("logging.structured.format.console=logstash")) {
      Extend.Event event = Extend.freshRun("01-invoice-accepted");
      postWithForgedTrace(router, event);
      router.awaitFiles("partner", event.run(), 1);
      String trace = posted.get(0).getFirst("traceparent").split("-")[1];

      await()
          .until(() -> output.getOut().lines().anyMatch(line -> line.contains("delivered event=")));
      assertThat(output.getOut().lines().filter(line -> line.contains("delivered event=")))
          .allMatch(line -> line.contains("\"traceId\":\"" + trace + "\""));
    }
  }

  @Test
  void partOfTheTracesIsEnoughIfTheSettingSaysSo() throws Exception {
    try (RunningRouter router = startTracing("management.tracing.sampling.probability=0.0")) {
      Extend.Event event = Extend.freshRun("01-invoice-accepted");
      postWithForgedTrace(router, event);
      router.awaitFiles("partner", event.run(), 1);

      assertThat(posted)
          .as("who gets it is told not to record it either")
          .allSatisfy(
              headers -> assertThat(headers.getFirst("traceparent")).matches("00-\\w+-\\w+-00"));
    }
    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void spansAreSentByOtlp() throws Exception {
    Map<String, Headers> received = new ConcurrentHashMap<>();
    service.createContext(
        "/v1/traces",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
          received.put(body, exchange.getRequestHeaders());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    String endpoint = "http://localhost:" + service.getAddress().getPort() + "/v1/traces";
    Extend.Event event = Extend.freshRun("01-invoice-accepted");
    try (RunningRouter router =
        start(
            "management.otlp.tracing.endpoint=" + endpoint,
            "management.otlp.tracing.headers.authorization=Bearer of-the-collector",
            "management.opentelemetry.resource-attributes.deployment=north")) {
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("partner", event.run(), 1);
    }

    assertThat(String.join("", received.keySet()))
        .as("what was not sent before goes out at the stop")
        .contains("extend-camel-router", "north", "send partner.invoices", event.run());
    assertThat(received.values())
        .allSatisfy(
            headers ->
                assertThat(headers)
                    .containsEntry("Authorization", List.of("Bearer of-the-collector"))
                    .containsEntry("Content-type", List.of("application/x-protobuf")));
  }

  @Test
  void whatAPersonDecidesGoesOnInTheTraceOfTheEvent(CapturedOutput output) throws Exception {
    try (RunningRouter router = startTracing()) {
      Extend.Event unsure = Extend.freshRun("05-receipt-low-confidence");
      postWithForgedTrace(router, unsure);
      String ticket =
          await()
              .until(() -> Queues.openTickets(router, unsure.run()), list -> !list.isEmpty())
              .get(0);
      router
          .bean(DecisionDesk.class)
          .take(ticket, new Asked(Verdict.CORRECT, "invoice", "Ada", null, Channel.PAGE));
      List<SpanData> way = wholeTrace(unsure, "send partner.invoices");
      String trace = way.get(0).getTraceId();
      assertThat(ancestors(one(way, "send partner.invoices"), way))
          .containsExactly(
              "process extend.accept.invoice",
              "send extend.accept.invoice",
              "process extend.review.decisions",
              "send extend.review.open",
              "process extend.inbox",
              "send extend.inbox",
              "POST /webhooks/extend");
      assertThat(output.getOut().lines().filter(line -> line.contains("decided ticket=" + ticket)))
          .singleElement()
          .asString()
          .endsWith(" trace=" + trace);
    }
  }

  @Test
  void aCollectorThatRefusesIsToldOnceAndWithoutSecrets(CapturedOutput output) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    service.createContext(
        "/v1/traces",
        exchange -> {
          asked.incrementAndGet();
          byte[] answer = ("no such key: " + KEY_OF_THE_COLLECTOR).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(401, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    String host = "localhost:" + service.getAddress().getPort();
    try (RunningRouter router =
        start(
            "management.otlp.tracing.endpoint=http://%s/v1/traces?key=%s"
                .formatted(host, KEY_OF_THE_COLLECTOR),
            "management.otlp.tracing.headers.authorization=Bearer " + KEY_OF_THE_COLLECTOR)) {
      for (int batches = 1; batches <= 3; batches++) {
        int expected = batches;
        assertThat(router.extend().post(Extend.freshRun("01-invoice-accepted").body()).statusCode())
            .isEqualTo(200);
        await().until(() -> asked.get() >= expected);
      }
      await().until(() -> output.getOut().contains("traces cannot be sent"));
    }

    assertThat(output.getOut().lines())
        .filteredOn(line -> line.matches(".*(?i: spans|io.opentelemetry|exporter).*"))
        // The router of the test before may still say that its collector is gone.
        .filteredOn(line -> !line.contains("traces cannot be sent to") || line.contains(host))
        .singleElement()
        .asString()
        .contains(
            " WARN ",
            "traces cannot be sent to http://" + host + ", it answered 401; spans are lost");
    assertThat(output).doesNotContain(KEY_OF_THE_COLLECTOR);
  }

  @Test
  void aCollectorThatHangsHoldsUpNoWebhookNoDeliveryAndNoStop(CapturedOutput output)
      throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    service.createContext(
        "/v1/traces",
        exchange -> {
          asked.incrementAndGet();
          awaitEnd(end);
          exchange.close();
        });
    String endpoint = "http://localhost:" + service.getAddress().getPort() + "/v1/traces";
    try {
      RunningRouter router =
          start(
              "management.otlp.tracing.endpoint=" + endpoint,
              "management.otlp.tracing.timeout=10m",
              "management.otlp.tracing.connect-timeout=10m");
      try (router) {
        Extend.Event first = Extend.freshRun("01-invoice-accepted");
        router.extend().post(first.body());
        await().until(() -> asked.get() > 0);
        for (int i = 0; i < EVENTS_OF_MORE_SPANS_THAN_WAIT; i++) {
          Extend.Event event = Extend.freshRun("01-invoice-accepted");
          assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
        }
        await()
            .until(() -> router.files("partner", "").size() == 1 + EVENTS_OF_MORE_SPANS_THAN_WAIT);
      }
    } finally {
      end.countDown();
    }
  }

  @Test
  void nothingOfItIsThereWhileItIsOff(CapturedOutput output) throws Exception {
    try (RunningRouter router = start()) {
      Extend.Event event = Extend.freshRun("01-invoice-accepted");
      postWithForgedTrace(router, event);
      router.awaitFiles("partner", event.run(), 1);

      CamelContext camel = router.bean(CamelContext.class);
      ApplicationContext beans = ((SpringCamelContext) camel).getApplicationContext();
      assertThat(beans.getBeanNamesForType(OpenTelemetry.class)).isEmpty();
      assertThat(beans.getBeanNamesForType(MessageTracing.class)).isEmpty();
      assertThat(
              Stream.of(beans.getBeanDefinitionNames())
                  .map(beans::getType)
                  .filter(type -> type != null)
                  .map(Class::getName))
          .noneMatch(name -> name.startsWith("io.opentelemetry"))
          .filteredOn(name -> name.startsWith("org.extendrouter.tracing"))
          .as("what is not there is asked by no message")
          .allMatch(name -> name.endsWith("Configuration"));
      assertThat(camel.getManagementStrategy().getEventNotifiers())
          .extracting(notifier -> notifier.getClass().getName())
          .noneMatch(name -> name.startsWith("org.extendrouter.tracing"));
      // That of another test's router may be about to end.
      await()
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().startsWith("BatchSpanProcessor")));
      assertThat(posted)
          .hasSize(2)
          .allSatisfy(headers -> assertThat(headers).doesNotContainKey("Traceparent"));
      assertThat(output).doesNotContain("trace=");
    }
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RunningRouter startTracing(String... settings) {
    String[] all =
        Stream.concat(Stream.of(NOBODY_LISTENS), Arrays.stream(settings)).toArray(String[]::new);
    return RunningRouter.start(
        data,
        context ->
            ((GenericApplicationContext) context)
                .registerBean("spans", SpanExporter.class, () -> spans),
        webhooks -> {},
        withRoutes(all));
  }

  private RunningRouter start(String... settings) {
    return RunningRouter.start(data, withRoutes(settings));
  }

  private String[] withRoutes(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("camel.main.routes-include-pattern=" + RunningRouter.routes(types));
    return all.toArray(String[]::new);
  }

  private static void postWithForgedTrace(RunningRouter router, Extend.Event event)
      throws Exception {
    assertThat(
            router
                .extend()
                .send(
                    router
                        .extend()
                        .signed(event.body())
                        .header("traceparent", TRACEPARENT)
                        .header("tracestate", "forged=1")
                        .header("baggage", "forged=1"))
                .statusCode())
        .isEqualTo(200);
  }

  /** The trace of an event, once a span of it is there. */
  private String trace(Extend.Event event, String span) {
    return spans.getFinishedSpanItems().stream()
        .filter(data -> data.getName().equals(span))
        .filter(data -> event.id().equals(attributes(data).get("extend.event.id")))
        .map(SpanData::getTraceId)
        .findFirst()
        .orElse("");
  }

  /** The trace of an event once this span is there, and all that it is part of. */
  private List<SpanData> wholeTrace(Extend.Event event, String span) {
    return await()
        .until(
            () -> ofTrace(trace(event, span)),
            way -> {
              Set<String> there = way.stream().map(SpanData::getSpanId).collect(Collectors.toSet());
              return !way.isEmpty()
                  && way.stream()
                      .map(SpanData::getParentSpanContext)
                      .allMatch(parent -> !parent.isValid() || there.contains(parent.getSpanId()));
            });
  }

  private List<SpanData> ofTrace(String trace) {
    return spans.getFinishedSpanItems().stream()
        .filter(data -> data.getTraceId().equals(trace))
        .toList();
  }

  private static SpanData one(Collection<SpanData> way, String name) {
    assertThat(all(way, name)).hasSize(1);
    return all(way, name).get(0);
  }

  private static List<SpanData> all(Collection<SpanData> way, String name) {
    return way.stream()
        .filter(data -> data.getName().equals(name))
        .sorted(Comparator.comparing(SpanData::getStartEpochNanos))
        .toList();
  }

  private static List<String> ancestors(SpanData span, List<SpanData> way) {
    return way.stream()
        .filter(parent -> parent.getSpanId().equals(span.getParentSpanId()))
        .findFirst()
        .map(
            parent ->
                Stream.concat(Stream.of(parent.getName()), ancestors(parent, way).stream())
                    .toList())
        .orElse(List.of());
  }

  private static Map<String, Object> attributes(SpanData span) {
    Map<String, Object> attributes = new ConcurrentHashMap<>();
    span.getAttributes()
        .forEach((AttributeKey<?> key, Object value) -> attributes.put(key.getKey(), value));
    return attributes;
  }
}
