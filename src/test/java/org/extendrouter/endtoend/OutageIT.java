package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the log and health tell of a broker that cannot be used. */
@ExtendWith(OutputCaptureExtension.class)
class OutageIT {

  @TempDir Path data;
  @TempDir Path brokerData;

  private static final String DOWN = "extend_broker_down_seconds";

  private final int port = Ports.free();

  @Test
  void anOutageIsOneLineWhenItBeginsAndOneWhenItEnds(CapturedOutput output) throws Exception {
    ExternalBroker broker = broker().start();
    try (RunningRouter router = router()) {
      Operator operator = new Operator(router);
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("accepted/invoice", event.id(), 1);
      // What is in work when the broker goes is told, too.
      await().until(() -> operator.get("/runs").body().contains("deliveredAt"));

      int before = warnings(output).size();
      broker.close();
      for (int i = 0; i < 5; i++) {
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
      }
      await().until(() -> operator.get("/health").statusCode() == 503);
      // While it stops, it may answer something else.
      await()
          .untilAsserted(
              () -> assertThat(brokerHealth(operator)).contains("check that the broker runs"));
      await().until(() -> operator.metric(DOWN) > 0);

      broker = broker().start();
      await().until(() -> operator.get("/health").statusCode() == 200);
      await().until(() -> output.getOut().contains("outage over after "));
      await().until(() -> operator.metric(DOWN) == 0);
      assertThat(output.getOut()).containsOnlyOnce("webhooks answered 503: 5;");
      List<String> lines = warnings(output);
      assertThat(lines.subList(before, lines.size()))
          .singleElement()
          .asString()
          .contains("outage begins");
    } finally {
      broker.close();
    }
  }

  @Test
  void theQueuesOfABrokerThatHasNotComeYetAreMetricsToo() throws Exception {
    try (RunningRouter router = router()) {
      Operator operator = new Operator(router);
      await()
          .untilAsserted(
              () ->
                  assertThat(operator.get("/prometheus").body())
                      .contains(
                          "extend_queue_messages{queue=\"extend.inbox\"} NaN",
                          "extend_queue_messages{queue=\"extend.dead-letter\"} NaN",
                          "extend_queue_messages{queue=\"extend.review.open\"} NaN",
                          "extend_queue_oldest_age_seconds{queue=\"extend.accept.invoice\"} NaN",
                          "extend_queue_unconsumed_messages{queue=\"extend.inbox\"} 0"));
    }
  }

  @Test
  void aWrongPasswordIsTheReasonThatHealthGives(CapturedOutput output) throws Exception {
    try (ExternalBroker broker = broker().withLogin("router", "right").start();
        RunningRouter router =
            router("spring.artemis.user=router", "spring.artemis.password=w-r-o-n-g")) {
      Operator operator = new Operator(router);
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
      assertThat(operator.get("/health").statusCode()).isEqualTo(503);
      await()
          .untilAsserted(
              () -> assertThat(brokerHealth(operator)).contains("spring.artemis.password"));
      // The queues are looked at on a thread of its own.
      await()
          .untilAsserted(
              () ->
                  assertThat(queuesHealth(operator))
                      .contains("DOWN", "spring.artemis.password")
                      .doesNotContain("activemq.management"));
      assertThat(output.getOut()).doesNotContain("w-r-o-n-g").containsOnlyOnce("outage begins");

      broker.withLogin("router", "w-r-o-n-g");
      await().until(() -> router.extend().post(event.body()).statusCode() == 200);
      router.awaitFiles("accepted/invoice", event.id(), 1);
      await().until(() -> operator.get("/health").statusCode() == 200);
    }
  }

  /** No webhook need be refused first, and none need be stored for health to be UP again. */
  @Test
  void anInboxThatTakesNothingIsTheReasonUntilItDoes() throws Exception {
    try (ExternalBroker broker = broker().withLogin("router", "right").start();
        RunningRouter router =
            router(
                "spring.artemis.user=router",
                "spring.artemis.password=right",
                "extend.broker.call-timeout=2s")) {
      Operator operator = new Operator(router);
      await().until(() -> operator.get("/health").statusCode() == 200);
      broker.forbidToSendTo("extend.inbox");
      await()
          .untilAsserted(
              () ->
                  assertThat(brokerHealth(operator))
                      .contains("DOWN", "permission='SEND'", "extend.inbox"));
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
      assertThat(brokerHealth(operator)).contains("DOWN", "permission='SEND'", "extend.inbox");

      broker.allowToSendTo("extend.inbox");
      awaitUp(operator);

      for (AddressFullMessagePolicy policy :
          List.of(AddressFullMessagePolicy.FAIL, AddressFullMessagePolicy.BLOCK)) {
        Runnable empty = broker.fill("extend.inbox", policy);
        await()
            .untilAsserted(
                () ->
                    assertThat(brokerHealth(operator)).contains("DOWN", "extend.inbox", "is full"));
        empty.run();
        awaitUp(operator);
      }
      assertThat(broker.server().locateQueue(SimpleString.of("extend.inbox")).getMessageCount())
          .isZero();
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("accepted/invoice", event.id(), 1);
    }
  }

  /** The router connects again by itself, and waits for nothing meanwhile. */
  @Test
  void aBrokerThatIsGoneIsTheReasonHoweverLongConnectionsAreToWaitForIt() throws Exception {
    ExternalBroker broker = broker().start();
    try (RunningRouter router =
        router(
            "spring.artemis.broker-url=tcp://localhost:" + port + "?reconnectAttempts=-1",
            "extend.broker.call-timeout=2s")) {
      Operator operator = new Operator(router);
      awaitUp(operator);
      broker.close();
      await().until(() -> operator.get("/health/readiness").statusCode() == 503);
      await()
          .untilAsserted(
              () ->
                  assertThat(brokerHealth(operator))
                      .contains("Cannot connect", "check that the broker runs"));

      try (ServerSocket deaf = new ServerSocket(port, 50, InetAddress.getByName("localhost"))) {
        await()
            .untilAsserted(
                () -> assertThat(brokerHealth(operator)).contains("no connection to the broker"));
        assertThat(deaf.isBound()).isTrue();
      }
      broker = broker().start();
      awaitUp(operator);
    } finally {
      broker.close();
    }
  }

  @Test
  void anExternalBrokerWhoseManagementIsSilentKeepsNoWebhookAway(CapturedOutput output)
      throws Exception {
    try (ExternalBroker broker = broker().start();
        RunningRouter router =
            router("extend.broker.watch-interval=1s", "extend.broker.call-timeout=5s")) {
      silentManagementKeepsNoWebhookAway(broker.server(), router, output);
    }
  }

  @Test
  void anEmbeddedBrokerWhoseManagementIsSilentKeepsNoWebhookAway(CapturedOutput output)
      throws Exception {
    try (RunningRouter router =
        RunningRouter.start(
            data, "extend.broker.watch-interval=1s", "extend.broker.call-timeout=5s")) {
      ActiveMQServer server = router.bean(EmbeddedActiveMQ.class).getActiveMQServer();
      silentManagementKeepsNoWebhookAway(server, router, output);
    }
  }

  private static void silentManagementKeepsNoWebhookAway(
      ActiveMQServer server, RunningRouter router, CapturedOutput output) throws Exception {
    Operator operator = new Operator(router);
    String inbox = "extend_queue_messages{queue=\"extend.inbox\"}";
    await().until(() -> operator.metric(inbox) == 0);
    try (SilentManagement silent = new SilentManagement(server)) {
      await().until(() -> silent.wasAsked() && Double.isNaN(operator.metric(inbox)));
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("accepted/invoice", event.id(), 1);
      assertThat(operator.get("/health/readiness").statusCode()).isEqualTo(200);
      assertThat(brokerHealth(operator)).contains("UP");
      await()
          .untilAsserted(
              () ->
                  assertThat(queuesHealth(operator))
                      .contains("UNKNOWN", "the broker's management does not answer"));
      await().until(() -> operator.get("/deadletters").statusCode() == 200);
      await().during(Duration.ofSeconds(3)).until(() -> operator.metric(DOWN) == 0);
    }
    await().until(() -> operator.metric(inbox) == 0);
    assertThat(queuesHealth(operator)).contains("UP");
    assertThat(output.getOut())
        .containsOnlyOnce("the queues are not counted")
        .doesNotContain("outage begins");
  }

  private static void awaitUp(Operator operator) {
    await().until(() -> operator.get("/health").statusCode() == 200);
  }

  private static List<String> warnings(CapturedOutput output) {
    return output
        .getOut()
        .lines()
        .filter(line -> line.contains(" WARN ") || line.contains("ERROR "))
        // The broker's own, which is in this process.
        .filter(line -> !line.contains(" o.a.a.a.c.server "))
        // So is this one, of a session that is closed while the broker ends.
        .filter(line -> !line.contains(" o.a.a.a.u.a.OrderedExecutor : AMQ219038: "))
        // A connection that was being made in that moment.
        .filter(line -> !line.contains(" AMQ212037: "))
        // It comes after a minute, and a machine may have other work to do.
        .filter(line -> !line.contains("outage goes on"))
        .toList();
  }

  private static String queuesHealth(Operator operator) throws Exception {
    return Operator.json(operator.get("/health")).at("/components/queues").toString();
  }

  private static String brokerHealth(Operator operator) throws Exception {
    return Operator.json(operator.get("/health")).at("/components/broker").toString();
  }

  private ExternalBroker broker() {
    return ExternalBroker.in(brokerData, port, ExternalBroker.settings());
  }

  private RunningRouter router(String... login) {
    return RunningRouter.withExternalBroker(data, port, login);
  }
}
