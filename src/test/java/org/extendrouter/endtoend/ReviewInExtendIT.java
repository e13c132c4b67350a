package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.ledger.WaitingTicket;
import org.extendrouter.names.ReminderKind;
import org.extendrouter.page.ReviewLinks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that has a ticket here, and is reviewed in Extend. */
class ReviewInExtendIT {

  private static final String PAGES = "https://reviews.example.com";

  @TempDir static Path data;

  static RunningRouter router;

  private final ReviewedRun reviewedRun = ReviewedRun.of(router);
  private final String run = reviewedRun.id();

  @BeforeAll
  static void start() {
    router =
        RunningRouter.start(
            data,
            "extend.redelivery.delay=200ms",
            "extend.redelivery.max-delay=2s",
            "extend.redelivery.give-up-after=1h",
            "extend.review.page.base-url=" + PAGES,
            "extend.review.page.key=0123456789abcdef0123456789abcdef");
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void aReviewInExtendClosesTheTicketThatWaits() throws Exception {
    String ticket = ticket();
    String reviewed = post("receipt", true);
    assertThat(router.awaitFiles("accepted/receipt", reviewed, 1)).hasSize(1);
    await().until(() -> openTickets().isEmpty());
    assertThat(Files.readString(done(ticket)))
        .contains("Decided: confirmed as receipt by a reviewer in Extend on ");
    assertThat(router.files("review", ticket)).isEmpty();
    awaitDelivered(1);
    Answer late = decide(ticket, Verdict.REJECT, null);
    assertThat(late.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(late.words()).contains("by a reviewer in Extend");
  }

  @Test
  void aReviewThatSaysWhatWasDecidedHereDeliversNothingAgain() throws Exception {
    String ticket = ticket();
    decide(ticket, Verdict.CORRECT, "invoice");
    await().until(() -> openTickets().isEmpty());
    String reviewed = post("invoice", true);
    assertThat(router.awaitFiles("others", reviewed, 1)).hasSize(1);
    awaitDelivered(1);
    assertThat(openTickets()).isEmpty();
    JsonNode entry = awaitEntry(reviewed);
    assertThat(entry.path("decision").asText()).isEqualTo("REVIEWED_LIKEWISE");
    assertThat(entry.path("reviewed").asBoolean()).isTrue();
    assertThat(ticketsOfLedger()).isEmpty();
    assertThat(entry.has("deliveredAt")).isFalse();
  }

  @Test
  void aReviewThatSaysOtherwiseOpensATicketThatSaysSoAndDeliversNothingByItself() throws Exception {
    String ticket = ticket();
    decide(ticket, Verdict.CONFIRM, null);
    await().until(() -> openTickets().isEmpty());
    String reviewed = post("invoice", true);
    List<Path> files = router.awaitFiles("review", reviewed, 2);
    assertThat(Files.readString(files.get(1)))
        .contains("REVIEWED_OTHERWISE", "confirmed as receipt by Ada on ");
    awaitDelivered(1);
    JsonNode entry = awaitEntry(reviewed);
    assertThat(entry.path("decision").asText()).isEqualTo("REVIEWED_OTHERWISE");
    assertThat(entry.has("deliveredAt")).isFalse();
    String second = Extend.fileName(run, reviewed);
    await().until(() -> ticketsOfLedger().equals(List.of(second)));
    assertThat(decide(second, Verdict.CONFIRM, null).words())
        .contains("Corrected to invoice by Ada");
    assertThat(router.awaitFiles("accepted/invoice", reviewed, 1)).hasSize(1);
    await().until(() -> ticketsOfLedger().isEmpty());
    await().until(() -> awaitEntry(reviewed).has("deliveredAt"));
    await()
        .untilAsserted(
            () ->
                assertThat(reviews())
                    .containsExactlyInAnyOrder(
                        "confirm receipt by Ada", "correct invoice by ", "correct invoice by Ada"));
  }

  @Test
  void aReviewOfATypeWithoutARouteClosesTheOldTicketAndOpensOne() throws Exception {
    String ticket = ticket();
    String reviewed = post("passport", true);
    router.awaitFiles("review", reviewed, 2);
    await().until(() -> openTickets().equals(List.of(Extend.fileName(run, reviewed))));
    assertThat(Files.readString(done(ticket))).contains("corrected to passport by a reviewer");
    await().until(() -> ticketsOfLedger().equals(List.of(Extend.fileName(run, reviewed))));
    assertThat(awaitEntry(reviewed).path("decision").asText()).isEqualTo("UNROUTED_TYPE");
  }

  @Test
  void aReviewOfARunWithoutATicketGoesItsWayAndIsKnownThen() throws Exception {
    String reviewed = post("receipt", true);
    assertThat(router.awaitFiles("accepted/receipt", reviewed, 1)).hasSize(1);
    String late = ticket();
    Answer answer = decide(late, Verdict.REJECT, null);
    assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(answer.words()).contains("by a reviewer in Extend");
    await().until(() -> openTickets().isEmpty());
    assertThat(Files.readString(done(late)))
        .contains("Decided: confirmed as receipt by a reviewer in Extend on ");
    assertThat(decide(late, Verdict.CONFIRM, null).outcome()).isEqualTo(Outcome.SAME);
    awaitDelivered(1);
  }

  @Test
  void toSayOfALateTicketWhatExtendHasSaidDeliversNothingAgain() throws Exception {
    String reviewed = post("receipt", true);
    assertThat(router.awaitFiles("accepted/receipt", reviewed, 1)).hasSize(1);
    assertThat(decide(ticket(), Verdict.CONFIRM, null).outcome()).isEqualTo(Outcome.SAME);
    await().until(() -> openTickets().isEmpty());
    awaitDelivered(1);
  }

  @Test
  void aRejectionThatCannotBeCarriedOutYetIsNotOverruledByAReviewInExtend() throws Exception {
    String ticket = ticket();
    Path filed = data.resolve("filed");
    if (Files.exists(filed)) {
      Files.move(filed, data.resolve("filed-by-others"));
    }
    Files.writeString(filed, "in the way");
    assertThat(decide(ticket, Verdict.REJECT, null).outcome()).isEqualTo(Outcome.TAKEN);
    await().until(() -> Queues.browse(router, "extend.review.decisions").isEmpty());
    String reviewed = post("receipt", true);
    Files.delete(filed);
    await().until(() -> Files.exists(filed.resolve(ticket + ".json")));
    router.awaitFiles("review", reviewed, 2);
    assertThat(awaitEntry(reviewed).path("decision").asText()).isEqualTo("REVIEWED_OTHERWISE");
    await().until(() -> openTickets().equals(List.of(Extend.fileName(run, reviewed))));
    assertThat(delivered()).isEmpty();
  }

  @Test
  void aNewerReviewInExtendDeliversNothingByItself() throws Exception {
    ticket();
    router.awaitFiles("accepted/receipt", post("receipt", true), 1);
    String second = post("contract", true);
    router.awaitFiles("review", second, 2);
    String third = post("contract", true);
    router.awaitFiles("review", third, 2);
    await().until(() -> openTickets().equals(List.of(Extend.fileName(run, third))));
    assertThat(Files.readString(done(Extend.fileName(run, second))))
        .contains("as contract by a reviewer in Extend on ");
    awaitDelivered(1);
    assertThat(decide(Extend.fileName(run, third), Verdict.CONFIRM, null).outcome())
        .isEqualTo(Outcome.TAKEN);
    router.awaitFiles("accepted/contract", third, 1);
    String fourth = post("contract", true);
    router.awaitFiles("others", fourth, 1);
    awaitDelivered(2);
  }

  @Test
  void whatExtendSaysInTheEndClosesWhatItHasAskedBefore() throws Exception {
    decide(ticket(), Verdict.CONFIRM, null);
    await().until(() -> openTickets().isEmpty());
    router.awaitFiles("review", post("invoice", true), 2);
    String second = post("contract", true);
    router.awaitFiles("review", second, 2);
    await().until(() -> openTickets().equals(List.of(Extend.fileName(run, second))));
    router.awaitFiles("others", post("receipt", true), 1);
    await().until(() -> openTickets().isEmpty());
    assertThat(decide(Extend.fileName(run, second), Verdict.CONFIRM, null).outcome())
        .isEqualTo(Outcome.REFUSED);
    awaitDelivered(1);
  }

  @Test
  void toRejectWhatExtendAsksKeepsWhatWasDelivered() throws Exception {
    decide(ticket(), Verdict.CONFIRM, null);
    await().until(() -> openTickets().isEmpty());
    String otherwise = post("invoice", true);
    router.awaitFiles("review", otherwise, 2);
    decide(Extend.fileName(run, otherwise), Verdict.REJECT, null);
    await().until(() -> openTickets().isEmpty());
    router.awaitFiles("others", post("receipt", true), 1);
    assertThat(openTickets()).isEmpty();
    awaitDelivered(1);
  }

  @Test
  void toChooseWhatWasDeliveredKeepsItAndDeliversNothingAgain() throws Exception {
    decide(ticket(), Verdict.CONFIRM, null);
    await().until(() -> openTickets().isEmpty());
    String otherwise = post("invoice", true);
    Path ticket = router.awaitFiles("review", otherwise, 2).get(1);
    assertThat(Files.readString(ticket))
        .containsPattern("Keep it as receipt \\(already delivered\\) +as/receipt/");
    assertThat(page(otherwise)).contains("Keep it as <bdi>receipt</bdi> (already delivered)");
    Path moved = data.resolve("review/as/receipt").resolve(ticket.getFileName());
    Files.move(ticket, moved);
    await().until(() -> openTickets().isEmpty());
    String name = Extend.fileName(run, otherwise);
    await().until(() -> Files.exists(data.resolve("filed").resolve(name + ".json")));
    assertThat(Files.readString(done(name))).contains("Decided: confirmed as receipt by ");
    awaitDelivered(1);
    await().until(() -> reviewOf(name).isPresent());
    JsonNode review = reviewOf(name).get();
    assertThat(review.path("modelType").asText()).isEqualTo("receipt");
    assertThat(review.path("modelConfidence").asDouble()).isEqualTo(0.41);
    assertThat(review.path("decision").asText()).isEqualTo("confirm");
    String again = post("contract", true);
    assertThat(Files.readString(router.awaitFiles("review", again, 2).get(1)))
        .contains("Keep it as receipt (already delivered)");
    Answer kept = decide(Extend.fileName(run, again), Verdict.CORRECT, "receipt");
    assertThat(kept.words()).contains("It was delivered already, so nothing is delivered again");
    await().until(() -> openTickets().isEmpty());
    router.awaitFiles("others", post("receipt", true), 1);
    awaitDelivered(1);
  }

  @Test
  void whatExtendSaysIsKeptAsWellIfItWasDelivered() throws Exception {
    decide(ticket(), Verdict.CONFIRM, null);
    await().until(() -> openTickets().isEmpty());
    String invoice = post("invoice", true);
    router.awaitFiles("review", invoice, 2);
    decide(Extend.fileName(run, invoice), Verdict.CORRECT, "other");
    await().until(() -> openTickets().isEmpty());
    String receipt = post("receipt", true);
    assertThat(Files.readString(router.awaitFiles("review", receipt, 2).get(1)))
        .containsPattern("Keep it as receipt \\(already delivered\\) +confirm/");
    assertThat(page(receipt))
        .contains(">Keep it as <bdi>receipt</bdi> (already delivered)</button>");
    decide(Extend.fileName(run, receipt), Verdict.CONFIRM, null);
    await().until(() -> openTickets().isEmpty());
    awaitDelivered(1);
  }

  @Test
  void ofTwoTicketsOfARunTheSecondIsDecidedWithTheFirst() throws Exception {
    String first = ticket();
    String second = ticket();
    decide(first, Verdict.CONFIRM, null);
    await().until(() -> router.bean(TakenDecisions.class).about(first).isPresent());
    Answer answer = decide(second, Verdict.REJECT, null);
    assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(answer.words()).contains("confirmed as receipt by Ada on ");
    await().until(() -> openTickets().isEmpty());
    assertThat(Files.readString(done(second))).contains("Decided: confirmed as receipt by Ada on ");
    awaitDelivered(1);
    assertThat(data.resolve("filed").resolve(second + ".json")).doesNotExist();
  }

  @Test
  void theOtherTicketsOfADecidedRunAreClosed() throws Exception {
    String first = ticket();
    String second = ticket();
    decide(second, Verdict.CONFIRM, null);
    await().until(() -> openTickets().isEmpty());
    assertThat(Files.readString(done(first))).contains("Decided: confirmed as receipt by Ada on ");
    awaitDelivered(1);
  }

  @Test
  void aConfidenceTooLongForAHeaderHoldsNothingUp() throws Exception {
    String event = reviewedRun.post("receipt", false, "0." + "1".repeat(1500));
    router.awaitFiles("review", event, 2);
    router.awaitFiles("accepted/receipt", post("receipt", true), 1);
    await().until(() -> openTickets().isEmpty());
  }

  private String ticket() throws Exception {
    return reviewedRun.ticket();
  }

  private String post(String type, boolean byAPerson) throws Exception {
    return reviewedRun.post(type, byAPerson);
  }

  /** What an operator is told of an event of the run. */
  private JsonNode awaitEntry(String eventId) {
    return await()
        .until(
            () -> {
              JsonNode story = Operator.json(new Operator(router).get("/runs/" + run));
              return StreamSupport.stream(story.path("events").spliterator(), false)
                  .filter(entry -> entry.path("eventId").asText().equals(eventId))
                  .findFirst()
                  .orElse(null);
            },
            entry -> entry != null);
  }

  /** What the ledger says of the run's reviews. Extend does not name its reviewers. */
  private List<String> reviews() throws Exception {
    JsonNode story = Operator.json(new Operator(router).get("/runs/" + run));
    return StreamSupport.stream(story.path("reviews").spliterator(), false)
        .map(
            review ->
                "%s %s by %s"
                    .formatted(
                        review.path("decision").asText(),
                        review.path("type").asText(),
                        review.path("reviewer").asText()))
        .toList();
  }

  private String page(String event) throws Exception {
    String link =
        router
            .bean(ReviewLinks.class)
            .link(Extend.fileName(run, event), Instant.now().toString())
            .replace(PAGES, "http://localhost:" + router.extend().port());
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofString())
        .body();
  }

  private Optional<JsonNode> reviewOf(String ticket) throws Exception {
    JsonNode story = Operator.json(new Operator(router).get("/runs/" + run));
    return StreamSupport.stream(story.path("reviews").spliterator(), false)
        .filter(review -> review.path("ticket").asText().equals(ticket))
        .findFirst();
  }

  private Answer decide(String ticket, Verdict verdict, String type) {
    return reviewedRun.decide(ticket, verdict, type);
  }

  private List<String> openTickets() {
    return reviewedRun.openTickets();
  }

  /** Those that people would be reminded of. */
  private List<String> ticketsOfLedger() {
    return router
        .bean(TicketLedger.class)
        .waiting(
            ReminderKind.REMINDER,
            new WaitingTicket("", OffsetDateTime.now().minusDays(1)),
            Instant.now().plusSeconds(60),
            1000)
        .stream()
        .map(WaitingTicket::ticket)
        .filter(ticket -> ticket.startsWith(run))
        .toList();
  }

  private List<Path> delivered() throws Exception {
    return FilesBelow.of(data.resolve("accepted")).keySet().stream()
        .filter(file -> file.getFileName().toString().startsWith(run))
        .toList();
  }

  /** Files are there a moment after the decision is. */
  private void awaitDelivered(int count) throws Exception {
    await().until(() -> delivered().size() >= count);
    assertThat(delivered()).hasSize(count);
  }

  private static Path done(String ticket) {
    return await()
        .ignoreExceptions()
        .until(
            () ->
                FilesBelow.of(data.resolve("review/done")).keySet().stream()
                    .filter(file -> file.endsWith(ticket + ".txt"))
                    .findFirst()
                    .orElse(null),
            file -> file != null);
  }
}
