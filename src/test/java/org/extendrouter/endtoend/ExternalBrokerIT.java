package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.core.JmsTemplate;

/** An Artemis of your own, reached over TCP; the router has no broker of its own. */
@ExtendWith(OutputCaptureExtension.class)
class ExternalBrokerIT {

  @TempDir Path data;
  @TempDir Path brokerData;

  private int port;
  private ExternalBroker broker;

  @BeforeEach
  void startBroker() throws Exception {
    port = Ports.free();
    broker = broker();
  }

  @AfterEach
  void stopBroker() throws Exception {
    broker.close();
  }

  @Test
  void whatTheEmbeddedBrokerStoredBeforeIsToldUntilItIsMovedAway(CapturedOutput log)
      throws Exception {
    RunningRouter.start(data).close();

    try (RunningRouter router = router()) {
      Operator operator = new Operator(router);
      String told = "what the embedded broker has stored in %s stays".formatted(stored());
      assertThat(log).contains(told);
      JsonNode health = Operator.json(operator.get("/health/operator"));
      assertThat(health.at("/status").asText()).isEqualTo("ATTENTION");
      assertThat(health.at("/components/attention/details/toDo/0").asText())
          .contains(told)
          .contains("and move %s away".formatted(stored()));

      Files.move(data.resolve("broker"), data.resolve("broker-of-before"));
      assertThat(Operator.json(operator.get("/health/operator")).at("/status").asText())
          .isEqualTo("UP");
    }
  }

  private Path stored() {
    return data.resolve("broker").toAbsolutePath();
  }

  /** The address says that the broker's answer is not waited for. */
  @Test
  void anEventIsStoredBeforeItIsAnswered200WhateverTheAddressOfTheBrokerSays() throws Exception {
    try (RunningRouter router =
        router(
            "spring.artemis.broker-url=tcp://localhost:"
                + port
                + "?blockOnDurableSend=false"
                + "&preAcknowledge=true&autoGroup=true&groupID=one&confirmationWindowSize=1000000"
                + "&producerWindowSize=-1")) {
      broker
          .server()
          .registerBrokerPlugin(
              new ActiveMQServerPlugin() {
                @Override
                public void beforeSend(
                    ServerSession session,
                    Transaction transaction,
                    Message message,
                    boolean direct,
                    boolean noAutoCreateQueue)
                    throws ActiveMQException {
                  if ("extend.inbox".equals(message.getAddress())) {
                    throw new ActiveMQIOErrorException("the disk does not take it");
                  }
                }
              });
      Extend.Event lost = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(lost.body()).statusCode()).isEqualTo(503);
      ActiveMQConnectionFactory connections = router.bean(BrokerConnection.class).client();
      assertThat(connections.isPreAcknowledge()).isFalse();
      assertThat(connections.isAutoGroup()).isFalse();
      assertThat(connections.getGroupID()).isNull();
    }
  }

  @Test
  void whileTheBrokerIsGoneTheAnswerIs503AndAfterwardsTheRouterGoesOn() throws Exception {
    try (RunningRouter router = router()) {
      broker.close();
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      Instant before = Instant.now();
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(30));

      broker = broker();
      await().until(() -> router.extend().post(event.body()).statusCode() == 200);
      assertThat(router.awaitFiles("accepted/invoice", event.id(), 1)).hasSize(1);
    }
  }

  @Test
  void queuesAndDeadLettersAreSeenAndReplayedOnAnExternalBrokerToo() throws Exception {
    Files.createDirectories(data.resolve("accepted"));
    Files.writeString(data.resolve("accepted/invoice"), "in the way");
    try (RunningRouter router = router()) {
      Operator operator = new Operator(router);
      String ofOthers = deadLetterOf(router, "payroll.inbox");
      HttpResponse<String> refusal = operator.post("/deadletters/" + ofOthers);
      assertThat(refusal.statusCode()).isEqualTo(409);
      assertThat(refusal.body()).contains("not one of the router's work queues");
      assertThat(operator.delete("/deadletters/" + ofOthers).statusCode()).isEqualTo(200);
      router.bean(JmsTemplate.class).convertAndSend("payroll.inbox", "salaries");
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      router.extend().post(event.body());
      String id = operator.awaitDeadLetters(event.id(), 1).get(0).path("id").asText();
      String depth = "extend_queue_messages{queue=\"extend.dead-letter\"}";
      await().until(() -> operator.metric(depth) == 1);
      assertThat(operator.get("/prometheus").body()).doesNotContain("payroll.inbox");

      Files.delete(data.resolve("accepted/invoice"));
      assertThat(operator.post("/deadletters/" + id).statusCode()).isEqualTo(200);
      assertThat(router.awaitFiles("accepted/invoice", event.id(), 1).get(0))
          .hasBinaryContent(event.body());
      await().until(() -> operator.metric(depth) == 0);

      broker.close();
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          Operator.json(operator.get("/health"))
                              .at("/components/queues/status")
                              .asText())
                      .isEqualTo("DOWN"));
      assertThat(operator.metric(depth)).isNaN();
      assertThat(operator.get("/deadletters").statusCode()).isEqualTo(503);

      broker = broker();
      await().until(() -> operator.metric(depth) == 0);
      await().until(() -> operator.get("/deadletters").statusCode() == 200);
    }
  }

  @Test
  void aDestinationThatIsDownIsSuspendedAndProbedOnAnExternalBrokerToo() throws Exception {
    broker
        .server()
        .getAddressSettingsRepository()
        .addMatch(
            "extend.#",
            ExternalBroker.settings().setMaxDeliveryAttempts(1000).setRedeliveryDelay(1000));
    Path inTheWay = data.resolve("accepted/invoice");
    Files.createDirectories(inTheWay.getParent());
    Files.writeString(inTheWay, "in the way");
    try (RunningRouter router = router("extend.redelivery.delay=200ms")) {
      Operator operator = new Operator(router);
      List<Extend.Event> events = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        events.add(Extend.fresh("01-invoice-accepted"));
        assertThat(router.extend().post(events.get(i).body()).statusCode()).isEqualTo(200);
      }
      String down = "extend_destination_down_seconds{route=\"accept-invoice\"}";
      await().until(() -> operator.metric(down) > 0);
      Queue queue = broker.server().locateQueue("extend.accept.invoice");
      await().until(() -> queue.getMessageCount() == events.size());

      Files.delete(inTheWay);
      for (Extend.Event event : events) {
        assertThat(router.awaitFiles("accepted/invoice", event.id(), 1)).hasSize(1);
      }
      await().until(() -> operator.metric(down) == 0);
      await().until(() -> queue.getMessageCount() == 0);
    }
  }

  private static String deadLetterOf(RunningRouter router, String queue) {
    router
        .bean(JmsTemplate.class)
        .send(
            "extend.dead-letter",
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.writeByte((byte) 0);
              message.setStringProperty("ExtendEventId", "evt_" + queue);
              message.setStringProperty("ExtendFailedAt", queue);
              return message;
            });
    return new Operator(router).awaitDeadLetters("evt_" + queue, 1).get(0).path("id").asText();
  }

  private RunningRouter router(String... settings) {
    return RunningRouter.withExternalBroker(data, port, settings);
  }

  private ExternalBroker broker() throws Exception {
    return ExternalBroker.in(brokerData, port, ExternalBroker.settings()).start();
  }
}
