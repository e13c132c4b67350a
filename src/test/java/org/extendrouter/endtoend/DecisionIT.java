package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.core.JmsTemplate;

/** What a person decides about a ticket, with a broker of the router's own. */
class DecisionIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path data;

  static RunningRouter router;
  static DecisionDesk desk;

  @BeforeAll
  static void start() {
    router = RunningRouter.start(data);
    desk = router.bean(DecisionDesk.class);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void aConfirmedRunGoesToItsBranchWithTheDecisionInIt() throws Exception {
    Extend.Event event = ticketOf("05-receipt-low-confidence");
    Answer answer = desk.take(name(event), asked(Verdict.CONFIRM, null, "Ada", "is \"clear\""));
    assertThat(answer.outcome()).isEqualTo(Outcome.TAKEN);
    assertThat(answer.words()).startsWith("Confirmed as receipt by Ada on ").contains("branch");

    Path delivered = router.awaitFiles("accepted/receipt", event.id(), 1).get(0);
    JsonNode review = MAPPER.readTree(delivered.toFile()).path("review");
    assertThat(review.path("decision").asText()).isEqualTo("confirm");
    assertThat(review.path("type").asText()).isEqualTo("receipt");
    assertThat(review.path("reviewer").asText()).isEqualTo("Ada");
    assertThat(review.path("remark").asText()).isEqualTo("is \"clear\"");
    assertThat(review.path("modelType").asText()).isEqualTo("receipt");
    assertThat(review.path("modelConfidence").decimalValue()).isEqualByComparingTo("0.41");
    assertThat(review.path("time").asText()).endsWith("Z");
    assertThat(without(delivered, ",\"review\":" + review)).isEqualTo(text(event));
    awaitClosed(event);
  }

  @Test
  void aCorrectedRunGoesToTheBranchOfTheCorrectType() throws Exception {
    Extend.Event event = ticketOf("05-receipt-low-confidence");
    Answer answer = desk.take(name(event), asked(Verdict.CORRECT, "invoice", "Ada", null));
    assertThat(answer.words()).startsWith("Corrected to invoice by Ada");
    assertThat(router.awaitFiles("accepted/invoice", event.id(), 1)).hasSize(1);
    assertThat(router.files("accepted/receipt", event.id())).isEmpty();
    awaitClosed(event);
  }

  @Test
  void aRunOfATypeThatNoRouteTakesIsFiledAndTheAnswerSaysSo() throws Exception {
    Extend.Event event = ticketOf("05-receipt-low-confidence");
    Answer answer = desk.take(name(event), asked(Verdict.CORRECT, "other", "Ada", null));
    assertThat(answer.words()).contains("No route takes this type");
    assertThat(router.awaitFiles("filed", event.id(), 1)).hasSize(1);
    awaitClosed(event);
  }

  @Test
  void aRejectedRunIsFiledAndNothingIsDelivered() throws Exception {
    Extend.Event event = ticketOf("05-receipt-low-confidence");
    assertThat(desk.take(name(event), asked(Verdict.REJECT, null, "Ada", null)).words())
        .startsWith("Rejected by Ada on ");
    Path filed = router.awaitFiles("filed", event.id(), 1).get(0);
    assertThat(MAPPER.readTree(filed.toFile()).at("/review/type").isNull()).isTrue();
    awaitClosed(event);
    assertThat(router.files("accepted/receipt", event.id())).isEmpty();
  }

  /** As one that was damaged on disk, and its withdrawal. */
  @Test
  void whatIsStoredAsADecisionAndCannotBeReadHoldsNothingUp() throws Exception {
    Extend.Event event = ticketOf("05-receipt-low-confidence");
    String run = MAPPER.readTree(event.body()).at("/payload/id").asText();
    try (var producer = router.bean(CamelContext.class).createProducerTemplate()) {
      for (String body : List.of("null", "{\"id\":", "{}")) {
        for (String verdict : List.of("confirm", TakenDecisions.WITHDRAWN)) {
          producer.sendBodyAndHeaders(
              "jms:extend.review.decided?transacted=false",
              body.getBytes(StandardCharsets.UTF_8),
              Map.of("ExtendTicket", name(event), "ExtendRunId", run, "ExtendReview", verdict));
        }
      }
    }
    assertThat(desk.take(name(event), asked(Verdict.CONFIRM, null, "Ada", null)).outcome())
        .isEqualTo(Outcome.TAKEN);
    assertThat(router.awaitFiles("accepted/receipt", event.id(), 1)).hasSize(1);
    awaitClosed(event);
  }

  @Test
  void theSameDecisionCountsOnceAndADifferentOneIsRefusedAndSaysWhoWasFirst() throws Exception {
    Extend.Event event = ticketOf("05-receipt-low-confidence");
    desk.take(name(event), asked(Verdict.CONFIRM, null, "Ada", null));
    assertThat(desk.take(name(event), asked(Verdict.CORRECT, "receipt", "Ben", null)).outcome())
        .isEqualTo(Outcome.SAME);
    awaitClosed(event);
    Answer late = desk.take(name(event), asked(Verdict.REJECT, null, "Ben", null));
    assertThat(late.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(late.words()).contains("confirmed as receipt by Ada on ");
    assertThat(router.awaitFiles("accepted/receipt", event.id(), 1)).hasSize(1);
    assertThat(router.files("filed", event.id())).isEmpty();
    assertThat(ledger(event)).hasSize(1);
  }

  /** Two instances may get past the broker's comparison of ids at the same moment. */
  @Test
  void ofTwoStoredDecisionsOneIsCarriedOut() throws Exception {
    Extend.Event event = ticketOf("05-receipt-low-confidence");
    String name = name(event);
    router
        .bean(JmsTemplate.class)
        .execute(
            "extend.review.decisions",
            (session, producer) -> {
              for (String rest :
                  List.of("\"reject\",\"type\":null", "\"correct\",\"type\":\"invoice\"")) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(
                    "{\"id\":\"%s\",\"ticket\":\"%s\",\"reviewer\":\"Ada\",\"time\":\"2026-11-28T10:15:00Z\",\"decision\":%s}"
                        .formatted(rest.length(), name, rest)
                        .getBytes(StandardCharsets.UTF_8));
                message.setStringProperty("JMSXGroupID", name);
                message.setStringProperty("ExtendTicket", name);
                message.setStringProperty("ExtendReview", "any");
                producer.send(message);
              }
              return null;
            });
    awaitClosed(event);
    assertThat(router.awaitFiles("filed", event.id(), 1)).hasSize(1);
    await().until(() -> Queues.browse(router, "extend.review.decisions").isEmpty());
    assertThat(router.files("accepted/invoice", event.id())).isEmpty();
    assertThat(Queues.browse(router, "extend.review.decided"))
        .filteredOn(message -> property(message, "ExtendTicket").equals(name))
        .hasSize(1);
  }

  /** Its route may have gone between the answer and this moment. */
  @Test
  void aRunGoesToTheBranchThatWasNamedWhenItWasDecided() throws Exception {
    Extend.Event event = ticketOf("05-receipt-low-confidence");
    String name = name(event);
    router
        .bean(JmsTemplate.class)
        .send(
            "extend.review.decisions",
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.writeBytes(
                  "{\"id\":\"1\",\"ticket\":\"%s\",\"runId\":\"-\",\"reviewer\":\"Ada\",\"time\":\"2026-11-28T10:15:00Z\",\"decision\":\"confirm\",\"type\":\"receipt\",\"branch\":\"gone\"}"
                      .formatted(name)
                      .getBytes(StandardCharsets.UTF_8));
              message.setStringProperty("ExtendTicket", name);
              message.setStringProperty("ExtendReview", "confirm");
              return message;
            });
    awaitClosed(event);
    assertThat(Queues.browse(router, "extend.accept.gone")).hasSize(1);
    assertThat(router.files("filed", event.id())).isEmpty();
  }

  @Test
  void aTicketCanBeDecidedAgainOnceItsDecisionIsADeadLetterAndDiscarded(@TempDir Path other)
      throws Exception {
    Files.writeString(other.resolve("filed"), "in the way");
    try (RunningRouter impatient =
        RunningRouter.start(
            other,
            "extend.redelivery.delay=100ms",
            "extend.redelivery.max-delay=100ms",
            "extend.redelivery.give-up-after=1s")) {
      Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
      impatient.extend().post(event.body());
      impatient.awaitFiles("review", event.id(), 2);
      DecisionDesk theirs = impatient.bean(DecisionDesk.class);
      Operator operator = new Operator(impatient);
      for (int i = 0; i < 2; i++) {
        assertThat(theirs.take(name(event), asked(Verdict.REJECT, null, "Ada", null)).outcome())
            .isEqualTo(Outcome.TAKEN);
        String id = operator.awaitDeadLetters(event.id(), 1).get(0).path("id").asText();
        assertThat(theirs.take(name(event), asked(Verdict.CONFIRM, null, "Ben", null)).words())
            .contains("another was first: rejected by Ada");
        assertThat(operator.delete("/deadletters/" + id).statusCode()).isEqualTo(200);
      }
      assertThat(theirs.take(name(event), asked(Verdict.CONFIRM, null, "Ben", null)).outcome())
          .isEqualTo(Outcome.TAKEN);
      impatient.awaitFiles("accepted/receipt", event.id(), 1);
      await().until(() -> Queues.browse(impatient, "extend.review.open").isEmpty());
    }
  }

  @Test
  void whatWasNotClassifiedCanOnlyBeRejected() throws Exception {
    Extend.Event event = ticketOf("08-run-failed-out-of-credits");
    Answer answer = desk.take(name(event), asked(Verdict.CORRECT, "invoice", "Ada", null));
    assertThat(answer.outcome()).isEqualTo(Outcome.NOT_POSSIBLE);
    assertThat(answer.words()).contains("can be rejected");
    assertThat(desk.take(name(event), asked(Verdict.REJECT, null, "Ada", null)).outcome())
        .isEqualTo(Outcome.TAKEN);
    awaitClosed(event);
  }

  @Test
  void anEventThatCannotBeReadIsFiledAsItCame() throws Exception {
    byte[] body = "{\"eventId\": \"evt_broken\", \"eventType".getBytes(StandardCharsets.UTF_8);
    router.extend().post(body);
    Path ticket = router.awaitFiles("review", "evt_broken", 2).get(0);
    String name = ticket.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    desk.take(name, asked(Verdict.REJECT, null, "Ada", null));
    assertThat(router.awaitFiles("filed", "evt_broken", 1).get(0)).hasBinaryContent(body);
  }

  @Test
  void aTypeOrTicketThatThereIsNotIsToldByName() throws Exception {
    Extend.Event event = ticketOf("05-receipt-low-confidence");
    assertThat(desk.take(name(event), asked(Verdict.CORRECT, "recipe", "Ada", null)).words())
        .contains("\"recipe\"")
        .contains("invoice, receipt, contract, other");
    assertThat(desk.take("no-such-ticket", asked(Verdict.CONFIRM, null, "Ada", null)).outcome())
        .isEqualTo(Outcome.UNKNOWN);
    String name = name(event);
    assertThat(Queues.browse(router, "extend.review.open"))
        .anyMatch(message -> property(message, "ExtendTicket").equals(name));
  }

  @Test
  void theLedgerIsTold() throws Exception {
    Extend.Event event = ticketOf("05-receipt-low-confidence");
    desk.take(name(event), asked(Verdict.CORRECT, "invoice", "Ada", "blurred"));
    awaitClosed(event);
    JsonNode told = ledger(event).get(0);
    assertThat(told.path("ticket").asText()).isEqualTo(name(event));
    assertThat(told.path("runId").asText()).startsWith("clr_");
    assertThat(told.path("eventId").asText()).isEqualTo(event.id());
    assertThat(told.path("decision").asText()).isEqualTo("correct");
    assertThat(told.path("type").asText()).isEqualTo("invoice");
    assertThat(told.path("modelType").asText()).isEqualTo("receipt");
    assertThat(told.path("reviewer").asText()).isEqualTo("Ada");
    assertThat(told.path("remark").asText()).isEqualTo("blurred");
    assertThat(told.path("channel").asText()).isEqualTo("page");
  }

  @Test
  void openTicketsAreCountedAndNobodyIsAskedToConsumeThem() throws Exception {
    ticketOf("05-receipt-low-confidence");
    Operator operator = new Operator(router);
    await().until(() -> operator.metric("extend_queue_messages{queue=\"extend.review.open\"}") > 0);
    String health = operator.get("/health").body();
    assertThat(Operator.json(operator.get("/health")).at("/components/queues/status").asText())
        .isEqualTo("UP");
    assertThat(health).doesNotContain("from jms:extend.review");
  }

  private static Extend.Event ticketOf(String sample) throws Exception {
    Extend.Event event = Extend.freshRun(sample);
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("review", event.id(), 2);
    return event;
  }

  private static String name(Extend.Event event) throws IOException {
    return Extend.fileName(MAPPER.readTree(event.body()).at("/payload/id").asText(), event.id());
  }

  private static Asked asked(Verdict verdict, String type, String reviewer, String remark) {
    return new Asked(verdict, type, reviewer, remark, Channel.PAGE);
  }

  private static void awaitClosed(Extend.Event event) {
    await()
        .untilAsserted(
            () ->
                assertThat(Queues.browse(router, "extend.review.open"))
                    .noneMatch(message -> property(message, "ExtendEventId").equals(event.id())));
  }

  private static List<JsonNode> ledger(Extend.Event event) throws Exception {
    await().until(() -> !reviews(event).isEmpty());
    return reviews(event);
  }

  private static List<JsonNode> reviews(Extend.Event event) throws Exception {
    String run = MAPPER.readTree(event.body()).at("/payload/id").asText();
    List<JsonNode> reviews = new ArrayList<>();
    Operator.json(new Operator(router).get("/runs/" + run)).path("reviews").forEach(reviews::add);
    reviews.removeIf(review -> !review.path("eventId").asText().equals(event.id()));
    return reviews;
  }

  private static String property(Message message, String name) {
    try {
      return message.getStringProperty(name);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Extend.Event event) {
    return new String(event.body(), StandardCharsets.UTF_8);
  }

  private static String without(Path file, String part) throws IOException {
    return Files.readString(file).replace(part, "");
  }
}
