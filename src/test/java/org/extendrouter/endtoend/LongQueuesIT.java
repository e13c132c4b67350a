package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.letters.DeadLetterReader;
import org.extendrouter.letters.KeptFailures;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked up in a queue is found wherever it stands, and none is left out of a list. */
class LongQueuesIT {

  private static final int MESSAGES = 100;

  /** More than Artemis lists of a queue at once. */
  private static final int PAGES = 210;

  /** So many that to look through them takes much longer than to deliver one. */
  private static final int MANY = 60_000;

  /** More than the router looks for at once. */
  private static final int REASONS = 1200;

  private static final int BATCH = 1000;

  private static final int TIMES = 5;

  /** In bytes, so that all of them take more than a consumer is sent ahead. */
  private static final int SIZE = 3_600;

  private static final String DECISION =
      """
      {"id":"d%1$d","ticket":"t%1$d","decision":"reject","reviewer":"Ada","time":"2026-11-25T10:00:00Z"}""";

  @TempDir Path data;

  @Test
  void eachListShowsAllThatWaitsEachTime() throws Exception {
    try (RunningRouter router = RunningRouter.start(data)) {
      assertThatListsAreWhole(router);
    }
  }

  @Test
  @SuppressWarnings("try")
  void soItIsAtABrokerThatAsksForALogin() throws Exception {
    int port = Ports.free();
    try (ExternalBroker broker =
            ExternalBroker.in(data, port, ExternalBroker.settings())
                .withLogin("router", "swordfish")
                .start();
        RunningRouter router =
            RunningRouter.withExternalBroker(
                data, port, "spring.artemis.user=router", "spring.artemis.password=swordfish")) {
      assertThatListsAreWhole(router);
    }
  }

  @Test
  void theStoryOfARunIsKnownBehindManyOthers() throws Exception {
    try (RunningRouter router = RunningRouter.start(data)) {
      inOneTransaction(
          router,
          session -> {
            for (int i = 0; i < PAGES; i++) {
              send(session, "extend.accept.nobodys", i, new byte[0]);
              send(session, "extend.review.open", i, new byte[0]);
            }
          });
      awaitAll(router, "extend.accept.nobodys", PAGES);
      awaitAll(router, "extend.review.open", PAGES);
      JsonNode story = Operator.json(new Operator(router).get("/runs/clr_" + (PAGES - 1)));
      assertThat(story.path("waiting").findValuesAsText("queue"))
          .containsExactly("extend.accept.nobodys");
      assertThat(story.path("openTickets")).hasSize(1);
    }
  }

  @Test
  void aQueueIsDeliveredWhileARunIsLookedForInIt() throws Exception {
    try (RunningRouter router = RunningRouter.start(data)) {
      BrokerConnection broker = router.bean(BrokerConnection.class);
      fill(broker, "extend.accept.nobodys");
      Operator operator = new Operator(router);
      // The first search takes longer for other reasons.
      assertIsUnknown(operator.get("/runs/clr_unknown"));
      ExecutorService consumer = Executors.newSingleThreadExecutor();
      try (JMSContext context = broker.browsing().createContext()) {
        JMSConsumer messages = context.createConsumer(context.createQueue("extend.accept.nobodys"));
        List<Double> pauses = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
          AtomicBoolean told = new AtomicBoolean();
          Future<Duration> longest = consumer.submit(() -> longestPause(messages, told));
          Instant asked = Instant.now();
          HttpResponse<String> answer = operator.get("/runs/clr_unknown");
          assertIsUnknown(answer);
          Duration story = Duration.between(asked, Instant.now());
          told.set(true);
          pauses.add((double) longest.get().toNanos() / story.toNanos());
        }
        assertThat(pauses)
            .as("longest time without a delivery, as a part of each search")
            .anyMatch(part -> part < 0.5);
      } finally {
        consumer.shutdownNow();
      }
    }
  }

  /** A busy machine's broker may not answer in time, which the story says. */
  private static void assertIsUnknown(HttpResponse<String> answer) {
    assertThat(answer.statusCode() == 404 || answer.body().contains("\"problems\":[\""))
        .as(answer.body())
        .isTrue();
  }

  @Test
  void reasonsAreForgottenHoweverManyThereAreAndHoweverOftenAMessageFailed() throws Exception {
    try (RunningRouter router = RunningRouter.start(data)) {
      inOneTransaction(
          router,
          session -> {
            for (int i = 0; i < 2 * REASONS; i++) {
              send(session, "extend.dead-letter.reasons", i % REASONS, new byte[0]);
            }
          });
      awaitAll(router, "extend.dead-letter.reasons", 2 * REASONS);
      KeptFailures reasons = router.bean(KeptFailures.class);

      reasons.forget(
          messageIds(reasons).stream().filter(messageId -> !messageId.endsWith("7")).toList());

      assertThat(messageIds(reasons))
          .hasSize(REASONS / 10)
          .allMatch(messageId -> messageId.endsWith("7"));
    }
  }

  private static Set<String> messageIds(KeptFailures reasons) {
    Set<String> messageIds = new HashSet<>();
    reasons.each(failure -> messageIds.add(failure.messageId()));
    return messageIds;
  }

  private static Duration longestPause(JMSConsumer messages, AtomicBoolean told) {
    Duration longest = Duration.ZERO;
    Instant last = Instant.now();
    while (!told.get()) {
      messages.receive();
      Instant now = Instant.now();
      Duration pause = Duration.between(last, now);
      longest = pause.compareTo(longest) > 0 ? pause : longest;
      last = now;
    }
    return longest;
  }

  private static void fill(BrokerConnection broker, String queue) {
    try (JMSContext context = broker.factory().createContext(JMSContext.SESSION_TRANSACTED)) {
      JMSProducer producer = context.createProducer();
      for (int i = 0; i < MANY; i++) {
        producer.setProperty("ExtendRunId", "clr_" + i);
        producer.send(context.createQueue(queue), new byte[0]);
        if (i % BATCH == 0) {
          context.commit();
        }
      }
      context.commit();
    }
  }

  private static void assertThatListsAreWhole(RunningRouter router) throws JMSException {
    inOneTransaction(
        router,
        session -> {
          for (int i = 0; i < MESSAGES; i++) {
            send(session, "extend.dead-letter", i, new byte[SIZE]);
            send(session, "extend.dead-letter.reasons", i, new byte[0]);
            send(session, "extend.review.open", i, new byte[SIZE]);
            send(session, "extend.review.decided", i, DECISION.formatted(i).getBytes(UTF_8));
          }
        });
    for (String queue :
        List.of(
            "extend.dead-letter",
            "extend.dead-letter.reasons",
            "extend.review.open",
            "extend.review.decided")) {
      awaitAll(router, queue, MESSAGES);
    }
    for (int i = 0; i < TIMES; i++) {
      assertThat(router.bean(DeadLetterReader.class).list(1000).total()).isEqualTo(MESSAGES);
      assertThat(messageIds(router.bean(KeptFailures.class))).hasSize(MESSAGES);
      assertThat(router.bean(TakenDecisions.class).since(Instant.EPOCH)).hasSize(MESSAGES);
      List<Instant> open = new ArrayList<>();
      router.bean(OpenTicketQueue.class).readHeaders((since, headers) -> open.add(since));
      assertThat(open).hasSize(MESSAGES);
    }
  }

  /** What is stored a browser sees a moment later. */
  private static void awaitAll(RunningRouter router, String queue, int messages) {
    await().until(() -> Queues.browse(router, queue).size() == messages);
  }

  private static void inOneTransaction(RunningRouter router, Filling filling) throws JMSException {
    try (Connection connection = router.bean(BrokerConnection.class).factory().createConnection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
      filling.fill(session);
      session.commit();
    }
  }

  private interface Filling {
    void fill(Session session) throws JMSException;
  }

  private static void send(Session session, String queue, int number, byte[] body)
      throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.setJMSCorrelationID("ID:" + number);
    message.setStringProperty("ExtendRunId", "clr_" + number);
    message.setStringProperty("ExtendTicket", "t" + number);
    message.setStringProperty("ExtendFailedAt", "extend.accept.invoice");
    message.setStringProperty("ExtendFailure", "the disk is full");
    message.writeBytes(body);
    try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
      producer.send(message);
    }
  }
}
