package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.ApplicationContext;

/** What Kubernetes and people ask for, with a broker that comes and goes. */
class HealthGroupsIT {

  @TempDir Path data;
  @TempDir Path brokerData;

  private final int port = Ports.free();

  @Test
  void aBrokerThatIsDownTakesWebhooksAwayAndRestartsNothing() throws Exception {
    Files.createDirectories(data.resolve("accepted"));
    Files.writeString(data.resolve("accepted/receipt"), "in the way");
    ExternalBroker broker = broker();
    try (RunningRouter router = RunningRouter.withExternalBroker(data, port)) {
      Operator operator = new Operator(router);
      assertGroup(operator, "liveness", 200, "UP");
      assertGroup(operator, "readiness", 200, "UP");
      assertGroup(operator, "operator", 200, "UP");

      Extend.Event receipt = Extend.fresh("03-receipt-accepted");
      assertThat(router.extend().post(receipt.body()).statusCode()).isEqualTo(200);
      await().untilAsserted(() -> assertGroup(operator, "operator", 200, "ATTENTION"));
      assertThat(json(operator, "operator").at("/components/attention").toString())
          .contains("messages given up: 1", "/actuator/deadletters", "replay or discard");
      assertThat(Operator.json(operator.get("/health")).path("status").asText())
          .as("it goes on receiving")
          .isEqualTo("UP");
      assertGroup(operator, "readiness", 200, "UP");

      broker.close();
      await().untilAsserted(() -> assertGroup(operator, "readiness", 503, "DOWN"));
      assertGroup(operator, "liveness", 200, "UP");
      await()
          .untilAsserted(
              () -> {
                assertGroup(operator, "operator", 503, "DOWN");
                JsonNode components = json(operator, "operator").path("components");
                assertThat(List.of(components.path("broker"), components.path("queues")))
                    .extracting(JsonNode::toString)
                    .allMatch(text -> text.contains("DOWN"))
                    .allMatch(text -> text.contains("check that the broker runs"));
              });

      broker = broker();
      await().untilAsserted(() -> assertGroup(operator, "readiness", 200, "UP"));
    } finally {
      broker.close();
    }
  }

  /** The port is open before the routes run, and whoever asks then is answered 503. */
  @Test
  void noWebhookIsAskedForBeforeTheRoutesRun() throws Exception {
    AtomicReference<ApplicationContext> context = new AtomicReference<>();
    AtomicReference<HealthComponent> early = new AtomicReference<>();
    try (RunningRouter router =
        RunningRouter.start(data, context::set, webhooks -> early.set(inbox(context.get())))) {
      assertThat(early.get().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
      assertGroup(new Operator(router), "readiness", 200, "UP");
    }
  }

  @Test
  void noWebhookIsAskedForWhileTheRouteThatReceivesThemDoesNotRun() throws Exception {
    try (RunningRouter router = RunningRouter.start(data)) {
      Operator operator = new Operator(router);
      CamelContext camel = router.bean(CamelContext.class);
      camel.getRouteController().stopRoute("receive");
      assertGroup(operator, "readiness", 503, "DOWN");
      assertThat(json(operator, "readiness").at("/components/inbox/details/problem").asText())
          .isEqualTo(
              "the route receive is stopped, so that webhooks are not stored; look at the log for"
                  + " why, and restart the router");
      assertGroup(operator, "liveness", 200, "UP");

      camel.removeRoute("receive");
      assertGroup(operator, "readiness", 503, "DOWN");
      assertThat(json(operator, "readiness").toString()).contains("the route receive is gone");
    }
  }

  private static HealthComponent inbox(ApplicationContext context) {
    return context.getBean(HealthEndpoint.class).healthForPath("inbox");
  }

  private static void assertGroup(Operator operator, String group, int code, String status)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = operator.get("/health/" + group);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
    assertThat(Operator.json(answer).path("status").asText()).as(answer.body()).isEqualTo(status);
  }

  private static JsonNode json(Operator operator, String group)
      throws IOException, InterruptedException {
    return Operator.json(operator.get("/health/" + group));
  }

  private ExternalBroker broker() throws Exception {
    return ExternalBroker.in(brokerData, port, ExternalBroker.settings()).start();
  }
}
