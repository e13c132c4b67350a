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
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.files.FileStoreMonitor;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
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
  void severalRoutersShareTheWorkOfOneBroker() throws Exception {
    try (RunningRouter one = router();
        RunningRouter two =
            RunningRouter.withExternalBroker(
                data, port, "spring.jms.cache.enabled=false", "extend.broker.call-timeout=7s")) {
      // What the router sets does not depend on Spring's cache.
      ActiveMQConnectionFactory connections = two.bean(ActiveMQConnectionFactory.class);
      assertThat(connections.getDeserializationDenyList()).isEqualTo("*");
      assertThat(connections.getCallTimeout()).isEqualTo(7000);
      for (RunningRouter router : new RunningRouter[] {one, two}) {
        Extend.Event event = Extend.fresh("01-invoice-accepted");
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
        assertThat(one.awaitFiles("accepted/invoice", event.id(), 1)).hasSize(1);
      }
      assertThat(data.resolve("broker")).doesNotExist();
    }
  }

  @Test
  void aRouterThatDecidesOtherwiseThanAnotherOnItsBrokerIsTold(CapturedOutput log)
      throws Exception {
    String unlike = "decides by another extend.default-threshold, extend.types or routes/types/";
    try (RunningRouter one = router();
        RunningRouter two = router()) {
      for (int i = 0; i < 10; i++) {
        one.extend().post(Extend.fresh("01-invoice-accepted").body());
        two.extend().post(Extend.fresh("01-invoice-accepted").body());
      }
      await().until(() -> broker.server().locateQueue("extend.inbox").getMessageCount() == 0);
      assertThat(log).doesNotContain(unlike);

      try (RunningRouter strict = router("extend.default-threshold=0.99")) {
        await()
            .until(
                () -> {
                  one.extend().post(Extend.fresh("01-invoice-accepted").body());
                  return toDo(strict).contains(unlike);
                });
        assertThat(log).contains("WARN").contains(unlike);
      }
    }
  }

  private static String toDo(RunningRouter router) throws Exception {
    return Operator.json(new Operator(router).get("/health/operator"))
        .at("/components/attention/details/toDo")
        .toString();
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
  void ofTwoDecisionsAtTheSameMomentAtTwoRoutersOneCountsAndTheOtherIsToldWhoWasFirst()
      throws Exception {
    ExecutorService reviewers = Executors.newFixedThreadPool(2);
    try (RunningRouter one = router();
        RunningRouter two = router()) {
      for (int i = 0; i < 10; i++) {
        Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
        one.extend().post(event.body());
        String ticket =
            one.awaitFiles("review", event.id(), 2)
                .get(0)
                .getFileName()
                .toString()
                .replaceFirst("\\.[a-z]+$", "");
        CyclicBarrier moment = new CyclicBarrier(2);
        List<Future<Answer>> answers =
            reviewers.invokeAll(
                List.of(
                    () -> decide(one, ticket, Verdict.CONFIRM, "Ada", moment),
                    () -> decide(two, ticket, Verdict.REJECT, "Ben", moment)));
        Answer confirmed = answers.get(0).get();
        Answer rejected = answers.get(1).get();
        boolean adaWasFirst = confirmed.outcome() == Outcome.TAKEN;
        assertThat((adaWasFirst ? rejected : confirmed).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat((adaWasFirst ? rejected : confirmed).words())
            .contains(adaWasFirst ? "confirmed as receipt by Ada" : "rejected by Ben");
        one.awaitFiles(adaWasFirst ? "accepted/receipt" : "filed", event.id(), 1);
        await()
            .until(
                () ->
                    broker.server().locateQueue("extend.review.open").getMessageCount() == 0
                        && one.files("review", event.id()).isEmpty());
        await()
            .until(
                () ->
                    broker.server().locateQueue("extend.review.decisions").getMessageCount() == 0);
        assertThat(one.files(adaWasFirst ? "filed" : "accepted/receipt", event.id())).isEmpty();
        assertThat(one.bean(TakenDecisions.class).aboutTicket(ticket).all()).hasSize(1);
      }
      assertThat(broker.server().locateQueue("extend.dead-letter").getMessageCount()).isZero();
    } finally {
      reviewers.shutdownNow();
    }
  }

  private static Answer decide(
      RunningRouter router, String ticket, Verdict verdict, String who, CyclicBarrier moment)
      throws Exception {
    moment.await();
    return router
        .bean(DecisionDesk.class)
        .take(ticket, new Asked(verdict, null, who, null, Channel.PAGE));
  }

  @Test
  void whileTheBrokerIsGoneTheAnswerIs503AndAfterwardsTheRouterGoesOn() throws Exception {
    try (RunningRouter router = router()) {
      broker.close();
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      Instant before = Instant.now();
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(15));

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
      assertThat(operator.get("/deadletters").statusCode()).isEqualTo(200);
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
      assertThat(queue.getMessageCount()).isZero();
    }
  }

  @Test
  void aQueueOfARouteOfOnesOwnIsKnownToAReplayThoughItsNameIsAnother() throws Exception {
    Path own = Files.createDirectories(data.resolve("own"));
    Files.writeString(
        own.resolve("partner.camel.yaml"),
        """
        - route:
            id: partner-leases
            from:
              uri: jms:partner.leases
              steps:
                - log: taken
        """);
    try (RunningRouter router =
        router(
            "camel.main.routes-include-pattern="
                + RunningRouter.routes(RunningRouter.TYPES)
                + ",file:"
                + own
                + "/*.camel.yaml")) {
      Operator operator = new Operator(router);

      HttpResponse<String> none = operator.post("/deadletters/queue/partner.leases");
      assertThat(none.statusCode()).as(none.body()).isEqualTo(200);
      assertThat(Operator.json(none).path("replayed").asInt()).isZero();

      HttpResponse<String> misspelt = operator.post("/deadletters/queue/partner.lease");
      assertThat(misspelt.statusCode()).isEqualTo(400);
      assertThat(misspelt.body()).contains("extend.accept.invoice", "partner.leases");
    }
  }

  @Test
  void aDeadLetterBehindMoreThanTheBrokerReadsSaysSoAndIsReplayedAfterThem() throws Exception {
    broker
        .server()
        .getAddressSettingsRepository()
        .addMatch(
            "extend.dead-letter",
            new AddressSettings().setMaxSizeBytes(10_000).setPageSizeBytes(10_000));
    try (RunningRouter router = router()) {
      Operator operator = new Operator(router);
      for (int i = 0; i < 100; i++) {
        deadLetter(router, "extend.many", 1000);
      }
      deadLetter(router, "extend.one", 1000);
      await().until(() -> Operator.json(operator.get("/deadletters")).path("total").asInt() == 101);
      String one = "/deadletters/queue/extend.one";

      // Right after a consumer has looked for it in vain, a browser may not see it for a moment.
      await()
          .untilAsserted(
              () -> {
                JsonNode before = Operator.json(operator.post(one));
                assertThat(before.path("replayed").asInt()).isZero();
                assertThat(before.path("oldestLeft").path(0).path("obstacle").asText())
                    .contains("more dead letters wait before it");
              });

      AtomicInteger replayed = new AtomicInteger();
      await()
          .until(
              () ->
                  replayed.addAndGet(
                          Operator.json(operator.post("/deadletters/queue/extend.many"))
                              .path("replayed")
                              .asInt())
                      == 100);
      await().until(() -> Operator.json(operator.post(one)).path("replayed").asInt() == 1);
    }
  }

  @Test
  void whileTheDiskOfAnExternalBrokerIsFullTheAnswerIs503AtOnce() throws Exception {
    broker
        .server()
        .getAddressSettingsRepository()
        .addMatch(
            "extend.inbox",
            ExternalBroker.settings().setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL));
    FileStoreMonitor disk = ((ActiveMQServerImpl) broker.server()).getMonitor();
    try (RunningRouter router = router()) {
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      disk.setMaxUsage(0).tick();
      Instant before = Instant.now();
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));

      disk.setMaxUsage(1).tick();
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      assertThat(router.awaitFiles("accepted/invoice", event.id(), 1)).hasSize(1);
    }
  }

  private static String deadLetterOf(RunningRouter router, String queue) {
    deadLetter(router, queue, 1);
    return new Operator(router).awaitDeadLetters("evt_" + queue, 1).get(0).path("id").asText();
  }

  private static void deadLetter(RunningRouter router, String queue, int size) {
    router
        .bean(JmsTemplate.class)
        .send(
            "extend.dead-letter",
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.writeBytes(new byte[size]);
              message.setStringProperty("ExtendEventId", "evt_" + queue);
              message.setStringProperty("ExtendFailedAt", queue);
              return message;
            });
  }

  private RunningRouter router(String... settings) {
    return RunningRouter.withExternalBroker(data, port, settings);
  }

  private ExternalBroker broker() throws Exception {
    return ExternalBroker.in(brokerData, port, ExternalBroker.settings()).start();
  }
}
