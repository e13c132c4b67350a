package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More dead letters than are to be held in memory, at an external broker. */
class ManyDeadLettersIT {

  private static final String DEAD_LETTERS = "extend.dead-letter";
  private static final String REASONS = "extend.dead-letter.reasons";
  private static final String NOBODYS = "extend.accept.nobodys";

  /** More than twice as many as are described at a time. */
  private static final int MANY = 1100;

  @TempDir static Path data;

  private static ExternalBroker broker;
  private static RunningRouter router;
  private static Operator operator;

  /** How many messages the broker has given away, by queue. */
  private static final Map<String, AtomicInteger> READ = new ConcurrentHashMap<>();

  @BeforeAll
  static void start() throws Exception {
    int port = Ports.free();
    broker =
        ExternalBroker.in(data.resolve("broker"), port, ExternalBroker.settings())
            .withLogin("router", "swordfish")
            .start();
    broker
        .server()
        .registerBrokerPlugin(
            new ActiveMQServerPlugin() {
              @Override
              public void beforeDeliver(ServerConsumer consumer, MessageReference reference) {
                read(consumer.getQueueName().toString()).incrementAndGet();
              }
            });
    router =
        RunningRouter.withExternalBroker(
            data, port, "spring.artemis.user=router", "spring.artemis.password=swordfish");
    operator = new Operator(router);
  }

  @AfterAll
  static void stop() {
    router.close();
    broker.close();
  }

  @BeforeEach
  void fill() throws Exception {
    for (String queue : new String[] {DEAD_LETTERS, REASONS, NOBODYS}) {
      if (broker.server().locateQueue(queue) != null) {
        broker.server().locateQueue(queue).deleteAllReferences();
      }
    }
    try (Connection connection = router.bean(BrokerConnection.class).factory().createConnection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer letters = session.createProducer(session.createQueue(DEAD_LETTERS));
        MessageProducer reasons = session.createProducer(session.createQueue(REASONS))) {
      for (int i = 0; i < MANY; i++) {
        Message letter = letter(session, i);
        letters.send(letter);
        reasons.send(reason(session, i, letter.getJMSMessageID()));
      }
      session.commit();
    }
    for (String queue : new String[] {DEAD_LETTERS, REASONS}) {
      // What is stored a browser sees a moment later.
      await().until(() -> Queues.browse(router, queue).size() == MANY);
    }
    READ.clear();
  }

  @Test
  void aListReadsWhatItShowsAndCountsAll() throws Exception {
    JsonNode list = Operator.json(operator.get("/deadletters?limit=2"));

    assertThat(list.path("total").asInt()).isEqualTo(MANY);
    assertThat(list.path("oldest").findValuesAsText("eventId")).containsExactly("evt_0", "evt_1");
    assertThat(list.path("oldest").path(1).path("failure").asText()).isEqualTo("failure 1");
    assertThat(read(DEAD_LETTERS).get()).isLessThanOrEqualTo(3);
    assertThat(read(REASONS).get()).isLessThanOrEqualTo(3);
  }

  @Test
  void aLongListShowsEachWithItsReason() throws Exception {
    JsonNode list = Operator.json(operator.get("/deadletters?limit=1000")).path("oldest");

    assertThat(list).hasSize(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(list.path(i).path("eventId").asText()).isEqualTo("evt_" + i);
      assertThat(list.path(i).path("failure").asText()).isEqualTo("failure " + i);
    }
  }

  @Test
  void allAreCountedAlsoWhereTheBrokersManagementIsNotForThisUser() throws Exception {
    broker.forbidToManage();
    try {
      assertThat(Operator.json(operator.get("/deadletters?limit=2")).path("total").asInt())
          .isEqualTo(MANY);
    } finally {
      broker.server().getSecurityRepository().removeMatch("activemq.management");
    }
  }

  @Test
  void theStoryOfARunReadsItsDeadLettersAlone() throws Exception {
    JsonNode letters = Operator.json(operator.get("/runs/clr_1098")).path("deadLetters");

    assertThat(letters.findValuesAsText("eventId")).containsExactly("evt_1098");
    assertThat(letters.path(0).path("failure").asText()).isEqualTo("failure 1098");
    assertThat(read(DEAD_LETTERS).get()).isLessThanOrEqualTo(2);
    assertThat(read(REASONS).get()).isLessThanOrEqualTo(4);
  }

  @Test
  void aRunThatOnlyTheReasonTellsHasItsDeadLetter() throws Exception {
    JsonNode letters = Operator.json(operator.get("/runs/clr_1099")).path("deadLetters");

    assertThat(letters.findValuesAsText("eventId")).containsExactly("evt_1099");
    assertThat(Operator.json(operator.post("/deadletters/run/clr_1099")).path("replayed").asInt())
        .isOne();
  }

  @Test
  void aRunIdWithQuotesFindsNothingElse() throws Exception {
    String odd = "x'%20OR%20'1'='1".replace("'", "%27");

    assertThat(operator.get("/runs/" + odd).statusCode()).isEqualTo(404);
    assertThat(Operator.json(operator.post("/deadletters/run/" + odd)).path("replayed").asInt())
        .isZero();
  }

  @Test
  void thoseOfAQueueAreReplayedAndTheOthersLeft() throws Exception {
    JsonNode answer = Operator.json(operator.post("/deadletters/queue/" + NOBODYS));

    assertThat(answer.path("replayed").asInt()).isEqualTo(MANY - MANY / 100);
    assertThat(answer.path("left").asInt()).isZero();
    assertThat(Operator.json(operator.get("/deadletters")).path("total").asInt())
        .isEqualTo(MANY / 100);
  }

  @Test
  void allAreReplayedInTheirOrderAndWhatIsLeftIsTold() throws Exception {
    JsonNode answer = Operator.json(operator.post("/deadletters"));

    assertThat(answer.path("replayed").asInt()).isEqualTo(MANY - MANY / 100);
    assertThat(answer.path("left").asInt()).isEqualTo(MANY / 100);
    assertThat(answer.path("oldestLeft").findValuesAsText("eventId"))
        .startsWith("evt_7", "evt_107")
        .hasSize(MANY / 100);
    assertThat(Queues.browse(router, NOBODYS))
        .extracting(message -> message.getStringProperty("ExtendEventId"))
        .startsWith("evt_0", "evt_1", "evt_2")
        .hasSize(MANY - MANY / 100);
  }

  @Test
  void reasonsAreForgottenOnceTheirLettersAreGone() throws Exception {
    operator.post("/deadletters");

    assertThat(broker.server().locateQueue(REASONS).getMessageCount()).isEqualTo(MANY / 100);
  }

  private static AtomicInteger read(String queue) {
    return READ.computeIfAbsent(queue, name -> new AtomicInteger());
  }

  /** The last does not tell its run. */
  private static Message letter(Session session, int number) throws JMSException {
    BytesMessage letter = session.createBytesMessage();
    letter.writeBytes(new byte[100]);
    letter.setStringProperty("ExtendEventId", "evt_" + number);
    if (number < MANY - 1) {
      letter.setStringProperty("ExtendRunId", "clr_" + number);
    }
    return letter;
  }

  /** One in a hundred failed where nothing is sent back to. */
  private static Message reason(Session session, int number, String messageId) throws JMSException {
    Message reason = session.createMessage();
    reason.setJMSCorrelationID(messageId);
    reason.setStringProperty("ExtendRunId", "clr_" + number);
    reason.setStringProperty("ExtendFailedAt", number % 100 == 7 ? DEAD_LETTERS : NOBODYS);
    reason.setStringProperty("ExtendFailure", "failure " + number);
    reason.setIntProperty("ExtendAttempts", 4);
    reason.setStringProperty("ExtendGivenUpAt", Instant.now().minus(Duration.ofDays(1)).toString());
    return reason;
  }
}
