package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.extendrouter.decision.Answer;
import org.extendrouter.decision.Answer.Outcome;
import org.extendrouter.decision.Asked;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.DecisionDesk;
import org.extendrouter.decision.Verdict;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.ledger.WaitingTicket;
import org.extendrouter.names.ReminderKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that has a ticket here, and is reviewed in Extend. */
class ReviewInExtendIT {

  @TempDir static Path data;

  static RunningRouter router;
  static DecisionDesk desk;

  private final String run = "clr_" + UUID.randomUUID().toString().replace("-", "");

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
  void aReviewInExtendClosesTheTicketThatWaits() throws Exception {
    String ticket = ticket();
    String reviewed = post("receipt", true);
    assertThat(router.awaitFiles("accepted/receipt", reviewed, 1)).hasSize(1);
    await().until(() -> openTickets().isEmpty());
    assertThat(Files.readString(done(ticket)))
        .contains("Decided: confirmed as receipt by a reviewer in Extend on ");
    assertThat(router.files("review", ticket)).isEmpty();
    assertThat(delivered()).hasSize(1);
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
    assertThat(delivered()).hasSize(1);
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
    assertThat(delivered()).hasSize(1);
    JsonNode entry = awaitEntry(reviewed);
    assertThat(entry.path("decision").asText()).isEqualTo("REVIEWED_OTHERWISE");
    assertThat(entry.has("deliveredAt")).isFalse();
    String second = Extend.fileName(run, reviewed);
    await().until(() -> ticketsOfLedger().equals(List.of(second)));
    assertThat(decide(second, Verdict.CONFIRM, null).words())
        .contains("Confirmed as invoice by Ada");
    assertThat(router.awaitFiles("accepted/invoice", reviewed, 1)).hasSize(1);
    await().until(() -> ticketsOfLedger().isEmpty());
    await().until(() -> awaitEntry(reviewed).has("deliveredAt"));
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
  void aReviewOfARunWithoutATicketGoesItsWay() throws Exception {
    String reviewed = post("receipt", true);
    assertThat(router.awaitFiles("accepted/receipt", reviewed, 1)).hasSize(1);
    assertThat(Queues.browse(router, "extend.review.decided"))
        .noneMatch(message -> message.toString().contains(run));
  }

  private String ticket() throws Exception {
    String event = post("receipt", false);
    router.awaitFiles("review", event, 2);
    return Extend.fileName(run, event);
  }

  private String post(String type, boolean reviewed) throws Exception {
    Extend.Event sample = Extend.fresh("05-receipt-low-confidence");
    String event =
        new String(sample.body(), StandardCharsets.UTF_8)
            .replace("clr_pf6eDuYanL9NDp5fXQikD", run)
            .replaceFirst("\"type\": \"receipt\"", "\"type\": \"" + type + "\"")
            .replaceFirst("\"id\": \"purchase_receipt\"", "\"id\": \"any\"")
            .replace("\"reviewed\": false", "\"reviewed\": " + reviewed);
    assertThat(router.extend().post(event.getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
    return sample.id();
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

  private static Answer decide(String ticket, Verdict verdict, String type) {
    return desk.take(ticket, new Asked(verdict, type, "Ada", null, Channel.PAGE));
  }

  private List<String> openTickets() {
    return Queues.browse(router, "extend.review.open").stream()
        .map(
            message -> {
              try {
                return message.getStringProperty("ExtendTicket");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
        .filter(ticket -> ticket.startsWith(run))
        .toList();
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
    try (Stream<Path> files = Files.walk(data.resolve("accepted"))) {
      return files.filter(file -> file.getFileName().toString().startsWith(run)).toList();
    }
  }

  private static Path done(String ticket) {
    return await()
        .ignoreExceptions()
        .until(
            () -> {
              try (Stream<Path> files = Files.walk(data.resolve("review/done"))) {
                return files
                    .filter(file -> file.endsWith(ticket + ".txt"))
                    .findFirst()
                    .orElse(null);
              }
            },
            file -> file != null);
  }
}
