package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Routes deliver to systems that do not work, by addresses with a key in them. */
@ExtendWith(OutputCaptureExtension.class)
class SecretAddressIT {

  private static final String ROUTES =
      """
      - route:
          id: accept-receipt
          from:
            uri: jms:extend.accept.receipt
            steps:
              - to: http://localhost:%1$d/receipts?httpMethod=POST&token=s3cret&code=s3cret
      - route:
          id: accept-invoice
          from:
            uri: jms:extend.accept.invoice
            steps:
              - toD: http://localhost:%1$d/${header.ExtendType}?httpMethod=POST&token=s3cret&code=s3cret&id=${header.ExtendEventId}
      - route:
          id: accept-contract
          from:
            uri: jms:extend.accept.contract
            steps:
              - toD: ${header.ExtendType}s://ada:pa55word@localhost?token=s3cret&code=s3cret
      - route:
          id: poller
          autoStartup: false
          from:
            uri: timer:poller?delay=0&repeatCount=1
            steps:
              - to: http://localhost:%1$d/polled?httpMethod=POST&token=s3cret&code=s3cret
      """;

  @TempDir Path data;
  @TempDir Path routes;

  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    server.start();
    Files.writeString(
        routes.resolve("staff.camel.yaml"), ROUTES.formatted(server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theKeyIsNowhereToBeRead(CapturedOutput output) throws Exception {
    try (RunningRouter router =
        RunningRouter.start(
            data,
            "camel.main.routes-include-pattern=" + RunningRouter.routes(routes),
            "extend.broker.watch-interval=100ms")) {
      Operator operator = new Operator(router);
      router.bean(CamelContext.class).getRouteController().startRoute("poller");
      String invoice = post(router, "01-invoice-accepted");
      String contract = post(router, "04-contract-at-threshold");
      String receipt = post(router, "03-receipt-accepted");

      for (String event : List.of(invoice, contract, receipt)) {
        String letter = operator.awaitDeadLetters(event, 1).get(0).toString();
        assertThat(letter).contains("localhost");
      }
      assertThat(operator.deadLetters(receipt).get(0).toString())
          .contains("localhost:" + server.getAddress().getPort() + "/receipts", "500");
      // It is down only as long as something waits for it.
      String health =
          await()
              .until(
                  () -> {
                    for (int more = 0; more < 3; more++) {
                      post(router, "03-receipt-accepted");
                    }
                    return operator.get("/health").body();
                  },
                  body -> body.contains("accept-receipt"));
      await().until(() -> output.getAll().contains("failed route=poller"));

      assertIsSafe("the dead letters", operator.get("/deadletters").body());
      String id = operator.deadLetters(receipt).get(0).path("id").asText();
      assertIsSafe("a dead letter", operator.get("/deadletters/" + id).body());
      assertIsSafe("the story", operator.get("/runs/clr_Ua2wusAqrhhNLSarnbtB4").body());
      assertIsSafe("health", health);
      assertIsSafe("health for operators", operator.get("/health/operator").body());
      assertIsSafe("the metrics", operator.get("/prometheus").body());
    }
    assertIsSafe("the log", output.getAll());
  }

  private static String post(RunningRouter router, String sample) throws Exception {
    Extend.Event event = Extend.fresh(sample);
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    return event.id();
  }

  private static void assertIsSafe(String where, String text) {
    assertThat(text.lines())
        .as(where)
        .filteredOn(line -> line.contains("s3cret") || line.contains("pa55word"))
        .isEmpty();
  }
}
