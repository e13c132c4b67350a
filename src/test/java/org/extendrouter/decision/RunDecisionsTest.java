package org.extendrouter.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.openticket.OpenTicket;
import org.junit.jupiter.api.Test;

class RunDecisionsTest {

  private static final OpenTicket FIRST = ticket("first", "LOW_CONFIDENCE");
  private static final OpenTicket SECOND = ticket("second", "LOW_CONFIDENCE");
  private static final OpenTicket OTHERWISE = ticket("otherwise", "REVIEWED_OTHERWISE");

  private final ReviewDecision ada = decision("1", "first", "invoice", Channel.PAGE, "invoice");
  private final ReviewDecision ben = decision("2", "second", null, Channel.FILE, "");
  private final ReviewDecision extend = decision("3", "any", "receipt", Channel.EXTEND, "receipt");

  @Test
  void theFirstDecisionCountsForEachTicketOfTheRun() {
    RunDecisions decisions = new RunDecisions(List.of(ada, ben));
    assertThat(decisions.first(FIRST)).contains(ada);
    assertThat(decisions.first(SECOND)).contains(ada);
    assertThat(decisions.first(OTHERWISE)).isEmpty();
  }

  @Test
  void ofADecisionHereAndAReviewInExtendTheFirstCounts() {
    RunDecisions adasFirst = new RunDecisions(List.of(ada, extend));
    assertThat(adasFirst.first(FIRST)).contains(ada);
    assertThat(adasFirst.inForce()).containsExactly(ada);
    assertThat(adasFirst.before(extend)).contains(ada);
    RunDecisions extendsFirst = new RunDecisions(List.of(extend, ada));
    assertThat(extendsFirst.first(FIRST)).contains(extend);
    assertThat(extendsFirst.before(extend)).isEmpty();
    assertThat(extendsFirst.before(decision("4", "newer", "receipt", Channel.EXTEND, "receipt")))
        .isPresent();
  }

  @Test
  void aReviewInExtendThatDeliveredNothingSettlesItsTicketAlone() {
    ReviewDecision closing = extend.goingTo(null).about(SECOND);
    RunDecisions decisions = new RunDecisions(List.of(closing));
    assertThat(decisions.first(SECOND)).contains(closing);
    assertThat(decisions.first(FIRST)).isEmpty();
    assertThat(decisions.before(extend)).isEmpty();
  }

  @Test
  void aDecisionThatCameAfterExtendHadClosedItsTicketIsNotInForce() {
    ReviewDecision late = decision("4", "second", "invoice", Channel.PAGE, "invoice");
    RunDecisions decisions = new RunDecisions(List.of(extend.goingTo(null).about(SECOND), late));
    assertThat(decisions.inForce()).isEmpty();
    assertThat(decisions.before(extend)).isEmpty();
  }

  @Test
  void aReviewInExtendIsPendingUntilItIsCarriedOut() {
    assertThat(new RunDecisions(List.of(extend), Set.of("3")).isPending(extend)).isTrue();
    assertThat(new RunDecisions(List.of(extend), Set.of("3")).first(FIRST)).contains(extend);
    assertThat(new RunDecisions(List.of(extend)).isPending(extend)).isFalse();
  }

  @Test
  void whatIsPendingHasDeliveredNothingYet() {
    assertThat(new RunDecisions(List.of(ada), Set.of("1")).delivered()).isEmpty();
    assertThat(new RunDecisions(List.of(ada)).delivered()).contains(ada);
  }

  @Test
  void aReviewInExtendWaitsForADecisionThatWasBeforeItAndIsPending() {
    RunDecisions adasFirst = new RunDecisions(List.of(ada, extend), Set.of("1", "3"));
    assertThat(adasFirst.pendingBefore(extend)).contains(ada);
    RunDecisions extendsFirst = new RunDecisions(List.of(extend, ada), Set.of("1", "3"));
    assertThat(extendsFirst.pendingBefore(extend)).isEmpty();
    assertThat(new RunDecisions(List.of(ada), Set.of("1")).pendingBefore(extend)).contains(ada);
    assertThat(new RunDecisions(List.of(ada)).pendingBefore(extend)).isEmpty();
  }

  @Test
  void theDecisionOfAPersonSettlesItsTicketAtOnce() {
    assertThat(new RunDecisions(List.of(ada), Set.of("1")).settles(ada)).isTrue();
    assertThat(new RunDecisions(List.of(extend), Set.of("3")).settles(extend)).isFalse();
    assertThat(new RunDecisions(List.of(extend)).settles(extend)).isTrue();
  }

  @Test
  void aTicketThatIsClosedLaterDoesNotMakeADecisionTheLast() {
    ReviewDecision otherwise = decision("4", "otherwise", "receipt", Channel.PAGE, "receipt");
    assertThat(new RunDecisions(List.of(ada, otherwise, ada.about(SECOND))).before(extend))
        .contains(otherwise);
  }

  @Test
  void aRejectionOfWhatExtendSaysLeavesWhatWasDelivered() {
    ReviewDecision no = decision("4", "otherwise", null, Channel.PAGE, "");
    assertThat(new RunDecisions(List.of(ada, no)).before(extend)).contains(ada);
    assertThat(new RunDecisions(List.of(ben, no)).before(extend)).contains(ben);
  }

  @Test
  void aDecisionAboutAnotherTicketIsWhatItIsToThatTicket() {
    assertThat(ada.about(SECOND).words()).startsWith("corrected to invoice by ");
    assertThat(ada.about(SECOND).modelType()).isEqualTo("receipt");
    assertThat(ben.about(FIRST).decision()).isEqualTo(Verdict.REJECT);
  }

  @Test
  void whatAnEarlierVersionHasStoredIsRead() throws Exception {
    String stored =
        """
        {"id":"1","ticket":"t","runId":"clr_1","eventId":"evt_1","decision":"confirm","type":"receipt",
        "reviewer":"Ada","remark":null,"time":"2026-11-28T10:15:00Z","modelType":"receipt",
        "modelConfidence":0.41,"channel":"page"}""";
    ReviewDecision decision = new DecisionJson().read(stored.getBytes(StandardCharsets.UTF_8));
    assertThat(decision.branch()).isNull();
    assertThat(decision.isInForce()).isTrue();
    RunDecisions decisions = new RunDecisions(List.of(decision));
    assertThat(decisions.before(extend)).contains(decision);
    assertThat(decisions.delivered()).as("it may have been filed").isEmpty();
  }

  private static OpenTicket ticket(String name, String reason) {
    return new OpenTicket(
        name,
        Instant.EPOCH,
        Map.of(
            HeaderNames.RUN_ID, "clr_1",
            HeaderNames.DECISION, reason,
            HeaderNames.TYPE, "receipt",
            HeaderNames.CONFIDENCE, "0.1 and more than fits"),
        Map.of(),
        new byte[0]);
  }

  private static ReviewDecision decision(
      String id, String ticket, String type, Channel channel, String branch) {
    return new ReviewDecision(
        id,
        ticket,
        "clr_1",
        "evt_1",
        type == null ? Verdict.REJECT : Verdict.CONFIRM,
        type,
        "Ada",
        null,
        Instant.EPOCH,
        type,
        null,
        type,
        channel,
        branch);
  }
}
