package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.MessageProducer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.files.FileStoreMonitor;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.core.JmsTemplate;

/** Two routers on one Artemis of your own. */
@ExtendWith(OutputCaptureExtension.class)
class SharedBrokerIT {

  @TempDir static Path data;
  @TempDir static Path brokerData;
  @TempDir static Path own;

  private static int port;
  private static ExternalBroker broker;
  private static RunningRouter one;
  private static RunningRouter two;

  @BeforeAll
  static void start() throws Exception {
    port = Ports.free();
    broker = ExternalBroker.in(brokerData, port, ExternalBroker.settings()).start();
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
    one = router("extend.broker.call-timeout=60s");
    two = router("spring.jms.cache.enabled=false", "extend.broker.call-timeout=7s");
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
    broker.close();
  }

  /** One that fails leaves nothing for the next. */
  @BeforeEach
  void forgetDeadLetters() throws Exception {
    broker.server().locateQueue("extend.dead-letter").deleteAllReferences();
  }

  @Test
  void severalRoutersShareTheWorkOfOneBroker() throws Exception {
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

  @Test
  void aRouterThatDecidesOtherwiseThanAnotherOnItsBrokerIsTold(CapturedOutput log)
      throws Exception {
    String unlike = "decides by another extend.default-threshold, extend.types or routes/types/";
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
                return new Operator(strict).toDo().contains(unlike);
              });
      assertThat(log).contains("WARN").contains(unlike);
    }
  }

  @Test
  void ofTwoDecisionsAtTheSameMomentAtTwoRoutersOneCountsAndTheOtherIsToldWhoWasFirst()
      throws Exception {
    ExecutorService reviewers = Executors.newFixedThreadPool(2);
    try {
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
                    Queues.openTickets(one, ticket).isEmpty()
                        && one.files("review", event.id()).isEmpty());
        await()
            .until(
                () ->
                    broker.server().locateQueue("extend.review.decisions").getMessageCount() == 0);
        assertThat(one.files(adaWasFirst ? "filed" : "accepted/receipt", event.id())).isEmpty();
        assertThat(one.bean(TakenDecisions.class).aboutTicket(ticket).all()).hasSize(1);
      }
      assertThat(Queues.browse(one, "extend.dead-letter")).isEmpty();
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
  void aQueueOfARouteOfOnesOwnIsKnownToAReplayThoughItsNameIsAnother() throws Exception {
    Operator operator = new Operator(one);

    HttpResponse<String> none = operator.post("/deadletters/queue/partner.leases");
    assertThat(none.statusCode()).as(none.body()).isEqualTo(200);
    assertThat(Operator.json(none).path("replayed").asInt()).isZero();

    HttpResponse<String> misspelt = operator.post("/deadletters/queue/partner.lease");
    assertThat(misspelt.statusCode()).isEqualTo(400);
    assertThat(misspelt.body()).contains("extend.accept.invoice", "partner.leases");
  }

  @Test
  void aDeadLetterBehindMoreThanTheBrokerReadsSaysSoAndIsReplayedAfterThem() throws Exception {
    broker
        .server()
        .getAddressSettingsRepository()
        .addMatch(
            "extend.dead-letter",
            new AddressSettings().setMaxSizeBytes(10_000).setPageSizeBytes(10_000));
    try {
      Operator operator = new Operator(one);
      deadLetters("extend.many", 100);
      deadLetters("extend.one", 1);
      await().until(() -> Operator.json(operator.get("/deadletters")).path("total").asInt() == 101);
      String last = "/deadletters/queue/extend.one";

      // Right after a consumer has looked for it in vain, a browser may not see it for a moment.
      await()
          .untilAsserted(
              () -> {
                JsonNode before = Operator.json(operator.post(last));
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
      await().until(() -> Operator.json(operator.post(last)).path("replayed").asInt() == 1);
    } finally {
      broker.server().getAddressSettingsRepository().removeMatch("extend.dead-letter");
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
    try {
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      disk.setMaxUsage(0).tick();
      Instant before = Instant.now();
      assertThat(one.extend().post(event.body()).statusCode()).isEqualTo(503);
      assertThat(Duration.between(before, Instant.now()))
          .as("long before its call-timeout")
          .isLessThan(Duration.ofSeconds(30));

      disk.setMaxUsage(1).tick();
      assertThat(one.extend().post(event.body()).statusCode()).isEqualTo(200);
      assertThat(one.awaitFiles("accepted/invoice", event.id(), 1)).hasSize(1);
    } finally {
      disk.setMaxUsage(1).tick();
      broker.server().getAddressSettingsRepository().removeMatch("extend.inbox");
    }
  }

  private static void deadLetters(String queue, int count) {
    JmsTemplate jms = new JmsTemplate(one.bean(BrokerConnection.class).factory());
    jms.setSessionTransacted(true);
    jms.execute(
        session -> {
          MessageProducer producer =
              session.createProducer(session.createQueue("extend.dead-letter"));
          for (int i = 0; i < count; i++) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[1000]);
            message.setStringProperty("ExtendEventId", "evt_" + queue);
            message.setStringProperty("ExtendFailedAt", queue);
            producer.send(message);
          }
          session.commit();
          return null;
        });
  }

  private static RunningRouter router(String... settings) {
    Stream<String> types =
        Stream.of(
            "camel.main.routes-include-pattern="
                + RunningRouter.routes(RunningRouter.TYPES)
                + ",file:"
                + own
                + "/*.camel.yaml");
    return RunningRouter.withExternalBroker(
        data, port, Stream.concat(types, Stream.of(settings)).toArray(String[]::new));
  }
}
