package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A service that takes a request, and does not answer; the step that waits has ten minutes. */
@ExtendWith(OutputCaptureExtension.class)
class HangingStepIT {

  private static final String ROUTE =
      "- route:\n    id: accept-invoice\n    from:\n      uri: jms:extend.accept.invoice\n      steps:\n        - to: http://localhost:%d/\n";

  @TempDir Path data;
  @TempDir Path types;

  @Test
  void isToldWithItsEventUntilItGoesOn(CapturedOutput output) throws Exception {
    AtomicBoolean failed = new AtomicBoolean();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          if (failed.compareAndSet(false, true)) {
            // What fails at once is in work no more.
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
            return;
          }
          asked.countDown();
          try {
            answer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    service.start();
    Files.writeString(
        types.resolve("invoice.camel.yaml"), ROUTE.formatted(service.getAddress().getPort()));
    SettableClock clock = new SettableClock(Clock.systemUTC());
    try (RunningRouter router =
        RunningRouter.start(
            data,
            RunningRouter.withClock(clock),
            extend -> {},
            "camel.component.http.response-timeout=600000",
            "camel.main.routes-include-pattern=" + RunningRouter.routes(types))) {
      assertThat(router.bean(CamelContext.class).getComponent("http", HttpComponent.class))
          .extracting(HttpComponent::getResponseTimeout)
          .isEqualTo(600_000L);
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      asked.await();
      clock.pass(Duration.ofMinutes(4));
      assertThat(toDo(router)).doesNotContain(event.id());

      clock.pass(Duration.ofMinutes(2));

      assertThat(toDo(router))
          .contains("the route accept-invoice", event.id(), "since 20", "time limit", "restart")
          .doesNotContain("more for long");
      await().until(() -> output.getAll().contains("in work for 5 min event=" + event.id()));
      answer.countDown();
      await().until(() -> toDo(router).isEmpty());
      await().until(() -> output.getAll().contains("delivered event=" + event.id()));
      assertThat(output.getAll().split("in work for 5 min")).hasSize(2);
    } finally {
      answer.countDown();
      service.stop(0);
    }
  }

  private static String toDo(RunningRouter router) throws Exception {
    JsonNode toDo =
        Operator.json(new Operator(router).get("/health")).at("/components/attention/details/toDo");
    return String.join(
        "\n", StreamSupport.stream(toDo.spliterator(), false).map(JsonNode::asText).toList());
  }
}
