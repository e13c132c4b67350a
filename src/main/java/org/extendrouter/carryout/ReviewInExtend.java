package org.extendrouter.carryout;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.DecisionJson;
import org.extendrouter.decision.LostDecisions;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.RunDecisions;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.VariableNames;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.triage.Reason;
import org.springframework.stereotype.Component;

/**
 * What a review in Extend means for its run: it is delivered unless the run was decided about
 * before, and closes the tickets that wait.
 */
@Component("extendReviewInExtend")
public final class ReviewInExtend {

  private static final String ACCEPTED = "ACCEPTED";
  private static final String REVIEWER = "a reviewer in Extend";

  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final LostDecisions lost;
  private final Clock clock;
  private final DecisionJson json = new DecisionJson();

  ReviewInExtend(
      OpenTicketQueue tickets, TakenDecisions taken, LostDecisions lost, @RouterClock Clock clock) {
    this.tickets = tickets;
    this.taken = taken;
    this.lost = lost;
    this.clock = clock;
  }

  /**
   * The review as a decision, with the id that it has if it was stored.
   *
   * @param event the event that tells of it
   * @param ticket the name of what is written for the event
   * @param headers the headers that triage has set
   * @return a decision about a ticket that nobody had to open
   */
  public ReviewDecision decision(
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.FILE_NAME) String ticket,
      @Headers Map<String, Object> headers) {
    ClassifyRun run = event.run();
    String type = run.output().type();
    String modelType = run.initialOutput() == null ? type : run.initialOutput().type();
    String stored = (String) headers.get(HeaderNames.REVIEW_ID);
    return new ReviewDecision(
            stored == null ? UUID.randomUUID().toString() : stored,
            ticket,
            (String) headers.get(HeaderNames.RUN_ID),
            (String) headers.get(HeaderNames.EVENT_ID),
            Verdict.of(type, modelType),
            type,
            REVIEWER,
            null,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            modelType,
            run.initialOutput() == null ? null : run.initialOutput().confidence(),
            type,
            Channel.EXTEND,
            null)
        .goingTo(
            ACCEPTED.equals(headers.get(HeaderNames.DECISION))
                ? (String) headers.get(HeaderNames.BRANCH)
                : null);
  }

  /**
   * All that was decided about the run until now.
   *
   * @param review the review
   * @return what is in the broker
   */
  public RunDecisions decided(@Variable(VariableNames.IN_EXTEND) ReviewDecision review) {
    return taken.aboutRun(review.runId());
  }

  /**
   * What was decided about the run before, here or by an earlier review in Extend.
   *
   * @param decided all that was decided about the run
   * @param review the review
   * @return null if the run was neither delivered nor filed, and no person has decided so
   */
  public ReviewDecision earlier(
      @Variable(VariableNames.DECIDED) RunDecisions decided,
      @Variable(VariableNames.IN_EXTEND) ReviewDecision review) {
    return decided.before(review).orElse(null);
  }

  /**
   * What the review has to wait for.
   *
   * @param decided all that was decided about the run
   * @param review the review
   * @return in words, a decision that was before it and is not carried out yet; null for none
   */
  public String waitsFor(
      @Variable(VariableNames.DECIDED) RunDecisions decided,
      @Variable(VariableNames.IN_EXTEND) ReviewDecision review) {
    return decided.pendingBefore(review).map(ReviewDecision::words).orElse(null);
  }

  /**
   * What the review would wait for in vain: a decision that was before it, is not carried out, and
   * never will be. It may be so by the second look; at the first it may be in work.
   *
   * @param decided all that was decided about the run
   * @param review the review
   * @param since since when the review waits; null at the first look
   * @return as JSON, what is stored of that decision
   */
  public List<byte[]> lost(
      @Variable(VariableNames.DECIDED) RunDecisions decided,
      @Variable(VariableNames.IN_EXTEND) ReviewDecision review,
      @Header(HeaderNames.WAITS_SINCE) String since) {
    return since == null
        ? List.of()
        : decided
            .pendingBefore(review)
            .filter(lost::contain)
            .map(earlier -> stored(decided, earlier))
            .orElse(List.of());
  }

  /**
   * The type that the run was delivered as.
   *
   * @param decided all that was decided about the run
   * @return null if it was not delivered
   */
  public String delivered(@Variable(VariableNames.DECIDED) RunDecisions decided) {
    return decided.delivered().map(ReviewDecision::type).orElse(null);
  }

  /**
   * Whether the review says what was decided before.
   *
   * @param earlier the decision
   * @param review the review
   * @return false if it says another type, or if the run was rejected
   */
  public boolean agrees(
      @Variable(VariableNames.EARLIER) ReviewDecision earlier,
      @Variable(VariableNames.IN_EXTEND) ReviewDecision review) {
    return earlier.saysTheSame(review);
  }

  /**
   * What is stored of a review that nothing was before: the decision that it is, so that it is the
   * first; or, if it is to be asked about itself, one about each ticket that waits.
   *
   * @param decided all that was decided about the run
   * @param review the review
   * @return as JSON
   */
  public List<byte[]> first(
      @Variable(VariableNames.DECIDED) RunDecisions decided,
      @Variable(VariableNames.IN_EXTEND) ReviewDecision review) {
    return review.delivers() ? itself(review) : closed(decided, null, review);
  }

  /**
   * What is stored of a review that delivers its run.
   *
   * @param review the review
   * @return as JSON
   */
  public List<byte[]> itself(@Variable(VariableNames.IN_EXTEND) ReviewDecision review) {
    return List.of(json.write(review));
  }

  /**
   * What was stored of a decision that is taken back, as of a review that was not the first after
   * all.
   *
   * @param decided all that was decided about the run
   * @param review the decision
   * @return as JSON
   */
  public List<byte[]> stored(
      @Variable(VariableNames.DECIDED) RunDecisions decided,
      @Variable(VariableNames.IN_EXTEND) ReviewDecision review) {
    return decided.of(review.id()).stream().map(json::write).toList();
  }

  /**
   * The tickets of the run that are closed with the review: all that wait, or those of older
   * reviews if it is to get one itself. Those that a person has decided about are left to that
   * decision.
   *
   * @param decided all that was decided about the run
   * @param earlier the decision before; null for none
   * @param review the review
   * @return as JSON, a decision about each
   */
  public List<byte[]> closed(
      @Variable(VariableNames.DECIDED) RunDecisions decided,
      @Variable(VariableNames.EARLIER) ReviewDecision earlier,
      @Variable(VariableNames.IN_EXTEND) ReviewDecision review) {
    return tickets.ofRun(review.runId()).stream()
        .filter(ticket -> decided.about(ticket.name()).filter(first -> !first.is(review)).isEmpty())
        .flatMap(
            ticket ->
                closing(earlier, review, decided, ticket).stream()
                    .map(decision -> json.write(decision.about(ticket))))
        .toList();
  }

  private Optional<ReviewDecision> closing(
      ReviewDecision earlier, ReviewDecision review, RunDecisions decided, OpenTicket ticket) {
    if (earlier == null) {
      return Optional.of(review);
    }
    boolean asks = !agrees(earlier, review);
    if (asks && ticket.reason() == Reason.REVIEWED_OTHERWISE) {
      return Optional.of(review.goingTo(null));
    }
    // The earlier one has left to the review what that had claimed.
    boolean wasClaimed = decided.about(ticket.name()).isPresent();
    return decided.isPending(earlier) || (asks && !wasClaimed)
        ? Optional.empty()
        : Optional.of(earlier);
  }
}
