package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.extendrouter.carryout.ReviewSteps;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.names.ReminderKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A review in Extend that becomes a dead letter before it is carried out. */
class DiscardedReviewIT {

  private static final String MODEL =
      "{\"id\": \"purchase_receipt\", \"type\": \"receipt\", \"confidence\": 0.41}";

  @TempDir static Path data;

  private static final AtomicBoolean BROKEN = new AtomicBoolean();

  static RunningRouter router;

  private final String run = "clr_" + UUID.randomUUID().toString().replace("-", "");

  @BeforeAll
  static void start() throws Exception {
    router =
        RunningRouter.start(
            data, "extend.redelivery.delay=100ms", "extend.redelivery.give-up-after=200ms");
    AdviceWith.adviceWith(
        router.bean(CamelContext.class),
        "compare-review",
        advice ->
            advice
                .weaveAddFirst()
                .process(
                    exchange -> {
                      if (BROKEN.get()) {
                        throw new IllegalStateException("not today");
                      }
                    }));
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @BeforeEach
  void breakIt() {
    BROKEN.set(true);
  }

  @Test
  void leavesTheTicketToThePeopleHere() throws Exception {
    String ticket = ticket();
    String letter = deadLetter("receipt");
    assertThat(router.bean(TakenDecisions.class).aboutRun(run).inForce()).hasSize(1);

    discard(letter);

    assertThat(router.bean(TakenDecisions.class).aboutRun(run).inForce()).isEmpty();
    assertIsUpToPeople(ticket);
  }

  @Test
  void doesSoAlsoIfSomeoneWasRefusedMeanwhile() throws Exception {
    String ticket = ticket();
    String letter = deadLetter("receipt");
    assertThat(decide(ticket, Verdict.REJECT, null).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(decide(ticket, Verdict.CONFIRM, null).outcome()).isEqualTo(Outcome.SAME);

    discard(letter);

    assertIsUpToPeople(ticket);
  }

  @Test
  void whoWasRefusedMeanwhileIsFollowedByTheReviewOnceItIsReplayed() throws Exception {
    String ticket = ticket();
    String letter = deadLetter("receipt");
    assertThat(decide(ticket, Verdict.REJECT, null).outcome()).isEqualTo(Outcome.REFUSED);

    replay(letter);

    await().until(() -> openTickets().isEmpty());
    assertThat(decide(ticket, Verdict.REJECT, null).words()).contains("by a reviewer in Extend");
    assertThat(delivered()).hasSize(1);
    String late = ticket();
    assertThat(decide(late, Verdict.REJECT, null).outcome()).isEqualTo(Outcome.REFUSED);
    await().until(() -> openTickets().isEmpty());
  }

  @Test
  void soItIsIfTheReviewWasToBeAskedAbout() throws Exception {
    String ticket = ticket();
    String letter = deadLetter("passport");
    Answer answer = decide(ticket, Verdict.CORRECT, "passport");
    assertThat(answer.outcome()).as("nobody carries it out").isEqualTo(Outcome.REFUSED);
    assertThat(answer.words()).contains("corrected to passport by a reviewer in Extend on ");
    assertThat(openTickets()).containsExactly(ticket);

    discard(letter);

    assertIsUpToPeople(ticket);
  }

  @Test
  void untilThenTheTicketIsWrittenAndItsMailSentThoughTheyHaveWaited() throws Exception {
    String ticket = ticket();
    String letter = deadLetter("passport");
    ReviewSteps steps = router.bean(ReviewSteps.class);
    assertThat(steps.isDecided(ticket, 0, 1, null)).isFalse();
    assertThat(steps.isDecided(ticket, 0, 1, ReminderKind.REMINDER)).isFalse();

    replay(letter);

    await().until(() -> steps.isDecided(ticket, 0, 1, null));
  }

  @Test
  void oneThatIsAskedAboutClosesTheTicketOnceItIsReplayed() throws Exception {
    String ticket = ticket();
    String letter = deadLetter("passport");

    replay(letter);

    await().until(() -> openTickets().size() == 1 && !openTickets().contains(ticket));
    String asked = openTickets().get(0);
    assertThat(decide(asked, Verdict.CORRECT, "invoice").outcome()).isEqualTo(Outcome.TAKEN);
    await().until(() -> openTickets().isEmpty());
    await().until(() -> delivered().size() == 1);
  }

  private void assertIsUpToPeople(String ticket) throws Exception {
    assertThat(openTickets()).containsExactly(ticket);
    assertThat(decide(ticket, Verdict.REJECT, null).outcome()).isEqualTo(Outcome.TAKEN);
    await().until(() -> openTickets().isEmpty());
    assertThat(data.resolve("filed").resolve(ticket + ".json")).exists();
    assertThat(delivered()).isEmpty();
  }

  private String ticket() throws Exception {
    String event = post("receipt", false);
    router.awaitFiles("review", event, 2);
    return Extend.fileName(run, event);
  }

  /** The one of a review in Extend. */
  private String deadLetter(String type) throws Exception {
    String event = post(type, true);
    return new Operator(router).awaitDeadLetters(event, 1).get(0).path("id").asText();
  }

  private static void discard(String letter) throws Exception {
    assertThat(new Operator(router).delete("/deadletters/" + letter).statusCode()).isEqualTo(200);
  }

  private static void replay(String letter) throws Exception {
    BROKEN.set(false);
    assertThat(new Operator(router).post("/deadletters/" + letter).statusCode()).isEqualTo(200);
  }

  private static Answer decide(String ticket, Verdict verdict, String type) {
    return router
        .bean(DecisionDesk.class)
        .take(ticket, new Asked(verdict, type, "Ada", null, Channel.PAGE));
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

  private List<Path> delivered() {
    return FilesBelow.of(data.resolve("accepted")).keySet().stream()
        .filter(file -> file.getFileName().toString().startsWith(run))
        .toList();
  }

  private String post(String type, boolean reviewed) throws Exception {
    Extend.Event sample = Extend.fresh("05-receipt-low-confidence");
    String event =
        new String(sample.body(), StandardCharsets.UTF_8)
            .replace("clr_pf6eDuYanL9NDp5fXQikD", run)
            .replaceFirst("\"type\": \"receipt\"", "\"type\": \"" + type + "\"")
            .replaceFirst("\"id\": \"purchase_receipt\"", "\"id\": \"any\"")
            .replace("\"reviewed\": false", "\"reviewed\": " + reviewed)
            .replace("\"initialOutput\": null", "\"initialOutput\": " + (reviewed ? MODEL : null));
    assertThat(router.extend().post(event.getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
    return sample.id();
  }
}
