package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.extendrouter.carryout.ReviewSteps;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.names.ReminderKind;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.queues.BrokerQueues;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A review in Extend, or a decision here, that becomes a dead letter before it is carried out. */
class DiscardedReviewIT {

  @TempDir static Path data;

  private static final AtomicBoolean BROKEN = new AtomicBoolean();

  /** The events of reviews, each time that the router is done with one for now. */
  private static final Queue<String> LOOKED_AT = new ConcurrentLinkedQueue<>();

  static RunningRouter router;

  private final ReviewedRun reviewedRun = ReviewedRun.of(router);
  private final String run = reviewedRun.id();

  @BeforeAll
  static void start() throws Exception {
    router =
        RunningRouter.start(
            data, "extend.redelivery.delay=100ms", "extend.redelivery.give-up-after=200ms");
    for (String route : List.of("compare-review", "carry-out")) {
      AdviceWith.adviceWith(
          router.bean(CamelContext.class),
          route,
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
    AdviceWith.adviceWith(
        router.bean(CamelContext.class),
        "reviewed-in-extend",
        advice ->
            advice
                .weaveAddLast()
                .process(
                    exchange ->
                        LOOKED_AT.add(
                            exchange.getMessage().getHeader("ExtendEventId").toString())));
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
    // The ticket is closed before the file is there.
    await().until(() -> !delivered().isEmpty());
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

  @Test
  void anotherReviewThenDeliversTheRunIfTheFirstIsDiscarded() throws Exception {
    String ticket = ticket();
    String letter = deadLetter("receipt");
    String second = laterReview("contract");
    assertThat(openTickets()).as("nobody is asked to keep what was not delivered").hasSize(1);

    discard(letter);

    router.awaitFiles("accepted/contract", second, 1);
    await().until(() -> openTickets().isEmpty());
    assertThat(decide(ticket, Verdict.REJECT, null).words())
        .contains("corrected to contract by a reviewer in Extend on ");
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void anotherReviewAsksAPersonOnceTheFirstIsReplayed() throws Exception {
    ticket();
    String letter = deadLetter("receipt");
    String second = laterReview("contract");

    replay(letter);

    assertIsKept(second, "receipt");
  }

  @Test
  void aReviewThatSaysTheSameDeliversTheRunIfTheFirstIsDiscarded() throws Exception {
    String letter = deadLetter("receipt");
    String second = laterReview("receipt");

    discard(letter);

    router.awaitFiles("accepted/receipt", second, 1);
    assertThat(delivered()).hasSize(1);
    assertThat(router.files("others", second)).isEmpty();
  }

  @Test
  void aReviewThatSaysTheSameIsKeptOnceTheFirstIsReplayed() throws Exception {
    String letter = deadLetter("receipt");
    String second = laterReview("receipt");

    replay(letter);

    router.awaitFiles("others", second, 1);
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void aReviewDeliversTheRunIfTheDecisionOfAPersonIsDiscarded() throws Exception {
    String ticket = ticket();
    String letter = deadDecision(ticket);
    String review = laterReview("contract");
    assertThat(openTickets()).as("nobody is asked to keep what was not delivered").hasSize(1);

    discard(letter);

    router.awaitFiles("accepted/contract", review, 1);
    await().until(() -> openTickets().isEmpty());
    assertThat(decide(ticket, Verdict.CONFIRM, null).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void aReviewAsksAPersonOnceTheDecisionOfAnotherIsReplayed() throws Exception {
    String letter = deadDecision(ticket());
    String review = laterReview("contract");

    replay(letter);

    assertIsKept(review, "receipt");
  }

  @Test
  void theDecisionOfAPersonClosesNoOtherTicketBeforeItIsCarriedOut() throws Exception {
    String first = ticket();
    String second = ticket();
    String letter = deadDecision(first);
    assertThat(decide(second, Verdict.REJECT, null).outcome()).isEqualTo(Outcome.REFUSED);

    discard(letter);

    assertThat(openTickets()).containsExactlyInAnyOrder(first, second);
    BROKEN.set(false);
    assertThat(decide(second, Verdict.REJECT, null).outcome()).isEqualTo(Outcome.TAKEN);
    await().until(() -> openTickets().isEmpty());
    assertThat(delivered()).isEmpty();
  }

  @Test
  void aReviewDeliversTheRunIfTheDeadLetterWasRemovedWithTheBrokersConsole() throws Exception {
    String ticket = ticket();
    deadDecision(ticket);
    String review = laterReview("contract");

    purgeDeadLetters();

    router.awaitFiles("accepted/contract", review, 1);
    await().until(() -> openTickets().isEmpty());
    assertThat(decide(ticket, Verdict.CONFIRM, null).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void aPersonDecidesAgainIfTheDeadLetterWasRemovedWithTheBrokersConsole() throws Exception {
    String ticket = ticket();
    deadDecision(ticket);
    assertThat(decide(ticket, Verdict.REJECT, null).outcome()).isEqualTo(Outcome.REFUSED);

    purgeDeadLetters();

    await()
        .untilAsserted(() -> assertThat(router.bean(DecisionDesk.class).about(ticket)).isEmpty());
    assertIsUpToPeople(ticket);
    assertThat(decide(ticket, Verdict.CONFIRM, null).outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void soItDoesIfTheDeadLetterWasAReviewItself() throws Exception {
    deadLetter("receipt");
    String second = laterReview("contract");

    purgeDeadLetters();

    router.awaitFiles("accepted/contract", second, 1);
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void aReviewDeliversTheRunIfTheTicketIsGoneWhenTheDecisionIsReplayed() throws Exception {
    String ticket = ticket();
    String letter = deadDecision(ticket);
    String review = laterReview("contract");
    router.bean(OpenTicketQueue.class).remove(ticket);

    replay(letter);

    router.awaitFiles("accepted/contract", review, 1);
    assertThat(delivered()).hasSize(1);
  }

  private void assertIsKept(String review, String type) throws Exception {
    Path text = router.awaitFiles("review", review, 2).get(1);
    assertThat(Files.readString(text)).contains("Keep it as " + type + " (already delivered)");
    String asked = Extend.fileName(run, review);
    await().until(() -> openTickets().equals(List.of(asked)));
    assertThat(decide(asked, Verdict.CORRECT, type).words()).contains("It was delivered already");
    await().until(() -> openTickets().isEmpty());
    assertThat(delivered()).hasSize(1);
  }

  /** One that comes once the routes are fixed, and the router has looked at. */
  private String laterReview(String type) throws Exception {
    BROKEN.set(false);
    String event = post(type, true);
    await().until(() -> LOOKED_AT.contains(event));
    return event;
  }

  private String deadDecision(String ticket) throws Exception {
    assertThat(decide(ticket, Verdict.CONFIRM, null).outcome()).isEqualTo(Outcome.TAKEN);
    return new Operator(router)
        .awaitDeadLetters(ticket.replaceFirst(".*--(.*)-[0-9a-f]{16}", "$1"), 1)
        .get(0)
        .path("id")
        .asText();
  }

  private void assertIsUpToPeople(String ticket) throws Exception {
    assertThat(openTickets()).containsExactly(ticket);
    BROKEN.set(false);
    assertThat(decide(ticket, Verdict.REJECT, null).outcome()).isEqualTo(Outcome.TAKEN);
    await().until(() -> openTickets().isEmpty());
    assertThat(data.resolve("filed").resolve(ticket + ".json")).exists();
    assertThat(delivered()).isEmpty();
  }

  private String ticket() throws Exception {
    return reviewedRun.ticket();
  }

  /** The one of a review in Extend. */
  private String deadLetter(String type) throws Exception {
    String event = post(type, true);
    return new Operator(router).awaitDeadLetters(event, 1).get(0).path("id").asText();
  }

  private static void discard(String letter) throws Exception {
    assertThat(new Operator(router).delete("/deadletters/" + letter).statusCode()).isEqualTo(200);
  }

  private static void purgeDeadLetters() {
    router
        .bean(BrokerQueues.class)
        .ask(broker -> broker.ask(ResourceNames.QUEUE + "extend.dead-letter", "removeAllMessages"));
  }

  private static void replay(String letter) throws Exception {
    BROKEN.set(false);
    assertThat(new Operator(router).post("/deadletters/" + letter).statusCode()).isEqualTo(200);
  }

  private Answer decide(String ticket, Verdict verdict, String type) {
    return reviewedRun.decide(ticket, verdict, type);
  }

  private List<String> openTickets() {
    return reviewedRun.openTickets();
  }

  private List<Path> delivered() {
    return FilesBelow.of(data.resolve("accepted")).keySet().stream()
        .filter(file -> file.getFileName().toString().startsWith(run))
        .toList();
  }

  private String post(String type, boolean byAPerson) throws Exception {
    return reviewedRun.post(type, byAPerson);
  }
}
