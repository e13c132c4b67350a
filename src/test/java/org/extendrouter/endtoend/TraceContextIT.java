package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.jms.Message;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jms.core.JmsTemplate;

/** What other systems, on the router's broker and behind HTTP, see of traces in W3C's format. */
class TraceContextIT {

  private static final String FOREIGN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @TempDir Path data;
  @TempDir Path brokerData;
  @TempDir Path types;

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final List<Headers> posted = new CopyOnWriteArrayList<>();
  private int port;
  private ExternalBroker broker;
  private HttpServer service;

  @BeforeEach
  void startEstate() throws Exception {
    port = Ports.free();
    broker =
        ExternalBroker.in(
                brokerData, port, ExternalBroker.settings().setMaxDeliveryAttempts(10_000))
            .start();
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          posted.add(exchange.getRequestHeaders());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stopEstate() {
    service.stop(0);
    broker.close();
  }

  @Test
  void systemsBehindGetTheTraceOfTheStepThatSent() throws Exception {
    route("extend.accept.invoice", "jms:partner.out", http());
    try (RunningRouter router = start(true)) {
      accept(router);
      Message received = receive();
      await().until(() -> posted.size() == 1);
      await().until(() -> span("send partner.out") != null && span("POST") != null);

      assertThat(received.getStringProperty("traceparent"))
          .isEqualTo(traceparent(span("send partner.out")));
      assertThat(posted.get(0).getFirst("traceparent")).isEqualTo(traceparent(span("POST")));
      assertThat(span("POST").getTraceId()).isEqualTo(span("send partner.out").getTraceId());
    }
  }

  @Test
  void whatWasStoredWithATraceLeavesWithoutOnceTracingIsOff() throws Exception {
    route("extend.accept.invoice", "http://localhost:1/nobody-listens");
    try (RunningRouter router = start(true)) {
      accept(router);
      await().until(() -> span("process extend.accept.invoice") != null);
    }
    route("extend.accept.invoice", "jms:partner.out", http());
    try (RunningRouter router = start(false)) {
      Message received = receive();
      await().until(() -> posted.size() == 1);

      assertThat(received.propertyExists("traceparent")).isFalse();
      assertThat(posted.get(0)).doesNotContainKey("Traceparent");
      assertThat(Queues.browse(router, "extend.dead-letter")).isEmpty();
    }
  }

  @Test
  void aTraceOfAnotherSystemPassesThroughStaffsRoutesWhileTracingIsOff() throws Exception {
    route("partner.in", "jms:partner.out", http());
    try (RunningRouter router = start(false)) {
      sendForeign();

      assertThat(receive().getStringProperty("traceparent")).isEqualTo(FOREIGN);
      await().until(() -> posted.size() == 1);
      assertThat(posted.get(0).getFirst("traceparent")).isEqualTo(FOREIGN);
      assertThat(Queues.browse(router, "extend.dead-letter")).isEmpty();
    }
  }

  @Test
  void aTraceOfAnotherSystemGoesOnInStaffsRoutesWhileTracingIsOn() throws Exception {
    route("partner.in", "jms:partner.out", http());
    try (RunningRouter router = start(true)) {
      sendForeign();
      String received = receive().getStringProperty("traceparent");
      await().until(() -> posted.size() == 1 && span("process partner.in") != null);

      assertThat(received).startsWith(FOREIGN.substring(0, 36)).isNotEqualTo(FOREIGN);
      assertThat(posted.get(0).getFirst("traceparent")).startsWith(FOREIGN.substring(0, 36));
      assertThat(span("process partner.in").getParentSpanId()).isEqualTo("b7ad6b7169203331");
      assertThat(Queues.browse(router, "extend.dead-letter")).isEmpty();
    }
  }

  private void route(String from, String... to) throws Exception {
    StringBuilder route =
        new StringBuilder("- route: {id: staffs, from: {uri: 'jms:%s', steps: [".formatted(from));
    for (String endpoint : to) {
      route.append("{to: '").append(endpoint).append("'},");
    }
    Files.writeString(types.resolve("staffs.camel.yaml"), route.append("]}}\n"));
  }

  private String http() {
    return "http://localhost:%d/".formatted(service.getAddress().getPort());
  }

  private RunningRouter start(boolean tracing) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "extend.broker.watch-interval=100ms",
                "spring.artemis.embedded.enabled=false",
                "spring.artemis.mode=native",
                "spring.artemis.broker-url=tcp://localhost:" + port,
                "camel.main.routes-include-pattern=" + RunningRouter.routes(types)));
    if (tracing) {
      settings.add("management.otlp.tracing.endpoint=http://localhost:1/v1/traces");
    }
    return RunningRouter.start(
        data,
        context ->
            ((GenericApplicationContext) context)
                .registerBean("spans", SpanExporter.class, () -> spans),
        webhooks -> {},
        settings.toArray(String[]::new));
  }

  private static void accept(RunningRouter router) throws Exception {
    assertThat(router.extend().post(Extend.freshRun("01-invoice-accepted").body()).statusCode())
        .isEqualTo(200);
  }

  private void sendForeign() throws Exception {
    try (ActiveMQConnectionFactory factory = factory()) {
      new JmsTemplate(factory)
          .convertAndSend(
              "partner.in",
              "an order",
              message -> {
                message.setStringProperty("traceparent", FOREIGN);
                return message;
              });
    }
  }

  private Message receive() throws Exception {
    try (ActiveMQConnectionFactory factory = factory()) {
      JmsTemplate jms = new JmsTemplate(factory);
      jms.setReceiveTimeout(100);
      return await().until(() -> jms.receive("partner.out"), received -> received != null);
    }
  }

  private ActiveMQConnectionFactory factory() {
    return new ActiveMQConnectionFactory("tcp://localhost:" + port);
  }

  private SpanData span(String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String traceparent(SpanData span) {
    return "00-%s-%s-01".formatted(span.getTraceId(), span.getSpanId());
  }
}
