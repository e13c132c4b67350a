package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.core.JmsTemplate;

/** What the ledger has of a run, as an operator asks for it. */
class LedgerIT {

  @TempDir static Path data;
  @TempDir static Path types;

  static RunningRouter router;
  static Extend extend;
  static Operator operator;

  @BeforeAll
  static void start() throws IOException {
    for (String type : List.of("invoice", "receipt")) {
      String file = type + ".camel.yaml";
      Files.copy(RunningRouter.TYPES.resolve(file), types.resolve(file));
    }
    Files.writeString(
        types.resolve("contract.camel.yaml"),
        """
        - route:
            id: contracts-of-staff
            from:
              uri: jms:extend.accept.contract
              steps:
                - removeHeaders:
                    pattern: "*"
                - setHeader:
                    name: ExtendRunId
                    constant: clr_of_staff
                - setBody:
                    constant: of staff
                - to: log:contracts
        """);
    router =
        RunningRouter.start(
            data,
            "camel.main.routes-include-pattern=" + RunningRouter.routes(types),
            "extend.redelivery.delay=3s",
            "extend.redelivery.max-delay=3s",
            "extend.redelivery.give-up-after=24h");
    extend = router.extend();
    operator = new Operator(router);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void aRunThatWasDeliveredTellsWhenAndByWhichRoute() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    String run = post("01-invoice-accepted");

    JsonNode entry = awaitEntry(run);
    assertThat(entry.path("type").asText()).isEqualTo("invoice");
    assertThat(entry.path("decision").asText()).isEqualTo("ACCEPTED");
    assertThat(entry.path("confidence").asDouble()).isEqualTo(0.97);
    assertThat(entry.path("threshold").asDouble()).isEqualTo(0.9);
    assertThat(entry.path("deliveredBy").asText()).isEqualTo("accept-invoice");
    assertThat(Instant.parse(entry.path("receivedAt").asText()))
        .isAfterOrEqualTo(before.minusSeconds(1));
    assertThat(Instant.parse(entry.path("decidedAt").asText())).isAfter(before);
    assertThat(Instant.parse(entry.path("deliveredAt").asText())).isAfter(before);
    for (String field :
        new String[] {
          "eventId",
          "classificationId",
          "classifierId",
          "classifierVersion",
          "baseProcessor",
          "fileId",
          "ticket"
        }) {
      assertThat(entry.path(field).asText()).as(field).isNotEmpty();
    }
  }

  @Test
  void aRunForReviewTellsWhy() throws Exception {
    String run = post("02-invoice-below-own-threshold");

    JsonNode entry = awaitEntry(run);
    assertThat(entry.path("decision").asText()).isEqualTo("LOW_CONFIDENCE");
    assertThat(entry.has("deliveredAt")).isFalse();
  }

  @Test
  void aTicketIsOpenUntilItIsDecidedAndThenNothingWaits() throws Exception {
    String run = post("02-invoice-below-own-threshold");
    JsonNode open = await().until(() -> story(run).path("openTickets").path(0), JsonNode::isObject);
    assertThat(open.path("type").asText()).isEqualTo("invoice");
    await().until(() -> story(run).path("waiting").isEmpty());

    Path ticket = data.resolve("review").resolve(open.path("ticket").asText() + ".txt");
    await().until(() -> Files.exists(ticket));
    Files.move(ticket, data.resolve("review/confirm").resolve(ticket.getFileName()));

    await()
        .until(
            () ->
                story(run)
                    .path("decisions")
                    .findValuesAsText("review")
                    .equals(List.of("pending", "confirm")));
    await()
        .until(
            () -> story(run),
            now -> now.path("waiting").isEmpty() && now.path("openTickets").isEmpty());
  }

  @Test
  void theDashOfARunThatCouldNotBeReadIsTheIdOfNone() throws Exception {
    assertThat(extend.post("{}".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(200);
    await()
        .until(
            () ->
                Operator.json(operator.get("/runs?decision=UNREADABLE")).path("runs").size() == 1);

    HttpResponse<String> story = operator.get("/runs/-");
    assertThat(story.statusCode()).isEqualTo(404);
    assertThat(story.body()).contains("- is the id of no run");
    assertThat(Operator.json(operator.delete("/runs/-")).path("deleted").asInt()).isZero();
    assertThat(Operator.json(operator.get("/runs?decision=UNREADABLE")).path("runs")).hasSize(1);
  }

  @Test
  void aReviewInExtendIsComparedWithWhatTheModelSaid() throws Exception {
    String run = post("07-person-reviewed-accepted");

    awaitEntry(run);
    JsonNode review = story(run).path("reviews").path(0);
    assertThat(review.path("decision").asText()).isEqualTo("correct");
    assertThat(review.path("modelType").asText()).isEqualTo("receipt");
    assertThat(review.path("type").asText()).isEqualTo("invoice");
    assertThat(review.path("channel").asText()).isEqualTo("extend");
  }

  @Test
  void aRouteThatDropsAllHeadersIsRecordedAllTheSame() throws Exception {
    JsonNode entry = awaitEntry(post("04-contract-at-threshold"));

    assertThat(entry.path("deliveredBy").asText()).isEqualTo("contracts-of-staff");
    assertThat(entry.path("type").asText()).isEqualTo("contract");
  }

  @Test
  void aRunThatAnEarlierVersionHadDecidedIsRecorded() throws Exception {
    router
        .bean(JmsTemplate.class)
        .send(
            "extend.accept.contract",
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.setStringProperty("ExtendEventId", "evt_earlier");
              message.setStringProperty("ExtendRunId", "clr_earlier");
              message.setStringProperty("ExtendDecision", "ACCEPTED");
              return message;
            });

    assertThat(awaitEntry("clr_earlier").path("deliveredBy").asText())
        .isEqualTo("contracts-of-staff");
  }

  @Test
  void anAcceptedRunThatIsNotDeliveredYetIsShownWhereItWaits() throws Exception {
    RouteController routes = router.bean(CamelContext.class).getRouteController();
    routes.stopRoute("contracts-of-staff");
    String run;
    try {
      run = post("04-contract-at-threshold");
      JsonNode waiting = awaitWaiting(run, "READY");
      assertThat(waiting.path("queue").asText()).isEqualTo("extend.accept.contract");
      assertThat(waiting.path("decision").asText()).isEqualTo("ACCEPTED");
      assertThat(waiting.path("type").asText()).isEqualTo("contract");
      assertThat(waiting.path("confidence").asDouble()).isEqualTo(0.85);
      assertThat(waiting.path("threshold").asDouble()).isEqualTo(0.85);
      assertThat(waiting.path("receivedAt").asText()).contains("T");
      assertThat(waiting.path("decidedAt").asText()).contains("T");
      assertThat(story(run).path("events").size()).isZero();
    } finally {
      routes.startRoute("contracts-of-staff");
    }
    awaitEntry(run);
    await().until(() -> story(run).path("waiting").isEmpty());
  }

  @Test
  void aRunThatCannotBeDeliveredWaitsForItsNextAttemptAndIsRecordedOnce() throws Exception {
    Path accepted = data.resolve("accepted/receipt");
    Files.createDirectories(accepted.getParent());
    Files.createFile(accepted);
    String run = post("03-receipt-accepted");

    JsonNode waiting = awaitWaiting(run, "WAITS_FOR_RETRY");
    assertThat(waiting.path("queue").asText()).isEqualTo("extend.accept.receipt");
    assertThat(waiting.path("eventId").asText()).startsWith("evt_");
    assertThat(story(run).path("events").size()).isZero();

    Files.delete(accepted);
    awaitEntry(run);
    assertThat(story(run).path("events").size()).isEqualTo(1);
  }

  @Test
  void aSlipInTheNameOfAParameterIsAnsweredWithTheNamesThereAre() throws Exception {
    HttpResponse<String> slip = operator.get("/runs?typ=invoice&document=x&since=1d");
    assertThat(slip.statusCode()).isEqualTo(400);
    assertThat(Operator.json(slip).path("error").asText())
        .isEqualTo(
            "document, typ is not known here; the parameters are: type, decision, since, limit");
    HttpResponse<String> limit = operator.get("/deadletters?limt=5");
    assertThat(limit.statusCode()).isEqualTo(400);
    assertThat(limit.body()).contains("limt is not known here; the parameters are: limit");
    HttpResponse<String> story = operator.get("/runs/clr_unknown?since=1d");
    assertThat(story.statusCode()).isEqualTo(400);
    assertThat(story.body()).contains("since is not known here; the parameters are: none");
    assertThat(operator.get("/review-summary?since=1d").statusCode()).isEqualTo(200);
  }

  @Test
  void aConfidenceJustBelowItsThresholdIsNotShownAsEqualToIt() throws Exception {
    String run = "clr_" + UUID.randomUUID().toString().replace("-", "");
    String event = new String(Extend.fresh("01-invoice-accepted").body(), StandardCharsets.UTF_8);
    extend.post(
        event
            .replaceAll("\"id\": *\"clr_[^\"]*\"", "\"id\": \"" + run + "\"")
            .replace("0.97", "0.8999999999999999999999")
            .getBytes(StandardCharsets.UTF_8));

    JsonNode entry = awaitEntry(run);
    assertThat(entry.path("decision").asText()).isEqualTo("LOW_CONFIDENCE");
    assertThat(entry.path("confidence").asDouble())
        .isLessThan(entry.path("threshold").asDouble())
        .isGreaterThan(0.89);
  }

  @Test
  void runsAreListedByTypeDecisionAndTime() throws Exception {
    String run = post("05-receipt-low-confidence");
    awaitEntry(run);

    assertThat(listed("?type=receipt&decision=LOW_CONFIDENCE&since=1h")).contains(run);
    assertThat(listed("?type=receipt&decision=ACCEPTED")).doesNotContain(run);
    assertThat(listed("?since=2100-01-01")).isEmpty();
    assertThat(listed("?limit=0")).isEmpty();
    for (String since : List.of("yesterday", "7")) {
      HttpResponse<String> refused = operator.get("/runs?since=" + since);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("2026-11-28T10:00:00Z");
    }
    for (String limit : List.of("-1", "abc", "99999999999", "")) {
      HttpResponse<String> refused = operator.get("/runs?limit=" + limit);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("limit is how many to list: 0 to 1000");
    }
    HttpResponse<String> unknown = operator.get("/runs?decision=FOO");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body())
        .contains("decision is one of ACCEPTED, REVIEWED_LIKEWISE, UNREADABLE, ");
  }

  @Test
  void theSummaryTellsHowOftenTheModelWasRight() throws Exception {
    awaitEntry(post("07-person-reviewed-accepted"));

    JsonNode types = Operator.json(operator.get("/review-summary?since=1d")).path("types");
    assertThat(types)
        .anySatisfy(
            type -> {
              assertThat(type.path("type").asText()).isEqualTo("receipt");
              assertThat(type.path("reviewed").asInt()).isPositive();
              assertThat(type.path("corrected").asInt()).isPositive();
              assertThat(type.path("confirmed").asInt()).isZero();
            });
  }

  @Test
  void aRunIsDeletedByItsIdAndByNothingElse() throws Exception {
    String run = post("01-invoice-accepted");
    awaitEntry(run);

    assertThat(operator.delete("/runs/" + run + "?since=1d").statusCode()).isEqualTo(400);
    assertThat(operator.delete("/runs").statusCode()).isEqualTo(405);
    assertThat(story(run).path("events").size()).isEqualTo(1);
    assertThat(Operator.json(operator.delete("/runs/" + run)).path("deleted").asInt()).isEqualTo(1);
    assertThat(operator.get("/runs/" + run).statusCode()).isEqualTo(404);
    assertThat(operator.get("/runs/x'%20OR%20'1'='1").statusCode()).isEqualTo(404);
  }

  @Test
  void whatMakesNoRowIsADeadLetterAndHoldsUpNothing() throws Exception {
    router
        .bean(JmsTemplate.class)
        .send(
            "extend.ledger",
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.writeBytes("{\"ticket\":7".getBytes(StandardCharsets.UTF_8));
              message.setStringProperty("ExtendLedger", "REVIEW");
              message.setStringProperty("ExtendEventId", "evt_garbage");
              message.setStringProperty("ExtendRunId", "clr_garbage");
              return message;
            });

    JsonNode letter = operator.awaitDeadLetters("evt_garbage", 1).get(0);
    // It may be there for a moment before its reason is.
    await()
        .untilAsserted(
            () ->
                assertThat(operator.deadLetters("evt_garbage"))
                    .singleElement()
                    .extracting(found -> found.path("failure").asText(), STRING)
                    .contains("no row of the ledger"));
    assertThat(story("clr_garbage").path("deadLetters").size()).isEqualTo(1);
    awaitEntry(post("01-invoice-accepted"));

    String id = letter.path("id").asText();
    assertThat(operator.delete("/deadletters/" + id).statusCode()).isEqualTo(200);
    assertThat(story("clr_garbage").path("deadLetters").size()).isZero();
    assertThat(story("clr_garbage").path("discarded").path(0).asText())
        .isEqualTo("discarded/" + id + ".json");
  }

  private static List<String> listed(String query) throws Exception {
    return Operator.json(operator.get("/runs" + query)).findValuesAsText("runId");
  }

  private static JsonNode awaitWaiting(String run, String state) {
    return await()
        .until(
            () -> story(run).path("waiting").path(0),
            waiting -> waiting.path("state").asText().equals(state));
  }

  private static String post(String sample) throws Exception {
    String run = "clr_" + UUID.randomUUID().toString().replace("-", "");
    String event = new String(Extend.fresh(sample).body(), StandardCharsets.UTF_8);
    byte[] body =
        event
            .replaceAll("\"id\": *\"clr_[^\"]*\"", "\"id\": \"" + run + "\"")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(extend.post(body).statusCode()).isEqualTo(200);
    return run;
  }

  private static JsonNode awaitEntry(String run) {
    return await().until(() -> story(run).path("events").path(0), JsonNode::isObject);
  }

  private static JsonNode story(String run) throws Exception {
    return Operator.json(operator.get("/runs/" + run));
  }
}
