package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.DecisionJson;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.core.JmsTemplate;

/** A workflow of which many runs were reviewed in Extend, after a year of decisions. */
class ManyReviewsIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String REVIEWED = "clr_yqCbmTrwX77tuwrxyjMpR";

  private static final int REVIEWS = 20;

  @TempDir static Path data;

  static RunningRouter router;

  @BeforeAll
  static void start() {
    router = RunningRouter.start(data);
    keepDecisions(100);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void aReviewLooksThroughTheDecisionsOnceAtEachOfItsTwoLooksWhateverIsKept() throws Exception {
    String prefix = "clr_" + UUID.randomUUID().toString().substring(0, 8);
    LookUps lookUps = new LookUps(prefix);
    router.bean(EmbeddedActiveMQ.class).getActiveMQServer().registerBrokerPlugin(lookUps);
    router.extend().post(completed(prefix, REVIEWS));
    await().until(() -> delivered(prefix) == REVIEWS);
    // The broker may deliver again what it has committed, and others look rarely.
    assertThat(lookUps.of("extend.review.decided")).isBetween(2 * REVIEWS, 2 * REVIEWS + 5);
    assertThat(lookUps.messagesOf("extend.review.decided")).isLessThan(2 * REVIEWS);
  }

  @Test
  void aPersonsDecisionGoesAheadOfReviewsInExtendThatWait() throws Exception {
    ReviewedRun decided = ReviewedRun.of(router);
    String ticket = decided.ticket();
    RouteController routes = router.bean(CamelContext.class).getRouteController();
    routes.stopRoute("decisions");
    try {
      String prefix = "clr_" + UUID.randomUUID().toString().substring(0, 8);
      router.extend().post(completed(prefix, REVIEWS));
      await().until(() -> waiting().size() == REVIEWS);
      assertThat(decided.decide(ticket, Verdict.CONFIRM, null).isInForce()).isTrue();
      List<String> waiting = await().until(() -> waiting(), all -> all.size() == REVIEWS + 1);
      assertThat(waiting.get(0)).isEqualTo(decided.id());
    } finally {
      routes.startRoute("decisions");
    }
    router.awaitFiles("accepted/receipt", ticket, 1);
  }

  private static List<String> waiting() {
    return Queues.browse(router, "extend.review.decisions").stream()
        .map(
            message -> {
              try {
                return message.getStringProperty("ExtendRunId");
              } catch (JMSException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  private static int delivered(String prefix) throws Exception {
    return (int)
        FilesBelow.of(data.resolve("accepted")).keySet().stream()
            .filter(file -> file.getFileName().toString().startsWith(prefix))
            .count();
  }

  private static byte[] completed(String prefix, int reviews) throws Exception {
    Extend.Event fresh = Extend.fresh("20-workflow-completed-with-a-review");
    JsonNode event = MAPPER.readTree(fresh.body());
    ArrayNode steps = (ArrayNode) event.path("payload").path("stepRuns");
    ObjectNode step =
        (ObjectNode)
            StreamSupport.stream(steps.spliterator(), false)
                .filter(some -> some.at("/result/classifyRun/id").asText().equals(REVIEWED))
                .findFirst()
                .orElseThrow();
    steps.removeAll();
    for (int i = 0; i < reviews; i++) {
      ObjectNode own = step.deepCopy();
      ((ObjectNode) own.at("/result/classifyRun")).put("id", prefix + i);
      steps.add(own);
    }
    return MAPPER.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
  }

  private static void keepDecisions(int count) {
    JmsTemplate jms = new JmsTemplate(router.bean(BrokerConnection.class).factory());
    DecisionJson json = new DecisionJson();
    jms.setSessionTransacted(true);
    jms.execute(
        session -> {
          MessageProducer producer =
              session.createProducer(session.createQueue("extend.review.decided"));
          for (int i = 0; i < count; i++) {
            String id = "kept-" + i;
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(
                json.write(
                    new ReviewDecision(
                        id,
                        id,
                        id,
                        id,
                        Verdict.CONFIRM,
                        "receipt",
                        "Ada",
                        null,
                        Instant.EPOCH,
                        "receipt",
                        null,
                        "receipt",
                        Channel.PAGE,
                        "receipt")));
            message.setStringProperty("ExtendTicket", id);
            message.setStringProperty("ExtendRunId", id);
            message.setStringProperty("ExtendEventId", id);
            message.setStringProperty("ExtendReview", "confirm");
            producer.send(message);
          }
          producer.close();
          session.commit();
          return null;
        });
  }

  /** Those who browse for the runs of a test, and what they are given. */
  private static final class LookUps implements ActiveMQServerPlugin {

    private final String prefix;

    private final Map<String, Integer> browsers = new ConcurrentHashMap<>();
    private final Map<String, Integer> messages = new ConcurrentHashMap<>();

    LookUps(String prefix) {
      this.prefix = prefix;
    }

    int of(String queue) {
      return browsers.getOrDefault(queue, 0);
    }

    int messagesOf(String queue) {
      return messages.getOrDefault(queue, 0);
    }

    @Override
    public void afterCreateConsumer(ServerConsumer consumer) {
      count(browsers, consumer);
    }

    @Override
    public void beforeDeliver(ServerConsumer consumer, MessageReference reference) {
      count(messages, consumer);
    }

    private void count(Map<String, Integer> counts, ServerConsumer consumer) {
      if (consumer.isBrowseOnly() && String.valueOf(consumer.getFilterString()).contains(prefix)) {
        counts.merge(consumer.getQueue().getName().toString(), 1, Integer::sum);
      }
    }
  }
}
