package org.extendrouter.carryout;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.DecisionJson;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.VariableNames;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.triage.Reason;
import org.springframework.stereotype.Component;

/**
 * What a review in Extend means for the tickets here: it closes those that wait, and says so where
 * a person here had decided otherwise.
 */
@Component("extendReviewInExtend")
public final class ReviewInExtend {

  private static final String REVIEWER = "a reviewer in Extend";

  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final Clock clock;
  private final DecisionJson json = new DecisionJson();

  ReviewInExtend(OpenTicketQueue tickets, TakenDecisions taken, @RouterClock Clock clock) {
    this.tickets = tickets;
    this.taken = taken;
    this.clock = clock;
  }

  /**
   * Whether there is, or was, a ticket about a run that was reviewed in Extend.
   *
   * @param runId the run
   * @param type the type that the review says; null if it says none
   * @return false if the run goes its way as any other
   */
  public boolean meetsTicket(
      @Header(HeaderNames.RUN_ID) String runId, @Header(HeaderNames.TYPE) String type) {
    return type != null
        && !runId.equals("-")
        && (!tickets.ofRun(runId).isEmpty() || earlier(runId) != null);
  }

  /**
   * What a person here has decided about a run.
   *
   * @param runId the run
   * @return the last decision; null if there is none
   */
  public ReviewDecision earlier(@Header(HeaderNames.RUN_ID) String runId) {
    return taken.aboutRun(runId).stream()
        .filter(decision -> decision.channel() != Channel.EXTEND)
        .reduce((first, second) -> second)
        .orElse(null);
  }

  /**
   * Whether the review says what was decided here.
   *
   * @param earlier the decision
   * @param type the type that the review says
   * @return false if it says another type, or if the run was rejected here
   */
  public boolean agrees(
      @Variable(VariableNames.EARLIER) ReviewDecision earlier,
      @Header(HeaderNames.TYPE) String type) {
    return type.equals(earlier.type());
  }

  /**
   * The review as a decision about each ticket of the run that waits.
   *
   * @param runId the run
   * @param type the type that the review says
   * @return as JSON, one for each ticket
   */
  public List<byte[]> decisions(
      @Header(HeaderNames.RUN_ID) String runId, @Header(HeaderNames.TYPE) String type) {
    return tickets.ofRun(runId).stream()
        .filter(ticket -> ticket.reason() != Reason.REVIEWED_OTHERWISE)
        .map(ticket -> json.write(decision(ticket, type)))
        .toList();
  }

  /**
   * The ticket that a decision is about.
   *
   * @param decision the decision as JSON
   * @return the ticket's name
   * @throws IOException if it is no decision
   */
  public String ticket(@Body byte[] decision) throws IOException {
    return json.read(decision).ticket();
  }

  private ReviewDecision decision(OpenTicket ticket, String type) {
    String modelType = ticket.headers().get(HeaderNames.TYPE);
    String confidence = ticket.headers().get(HeaderNames.CONFIDENCE);
    return new ReviewDecision(
        UUID.randomUUID().toString(),
        ticket.name(),
        ticket.runId(),
        ticket.headers().getOrDefault(HeaderNames.EVENT_ID, "-"),
        type.equals(modelType) ? Verdict.CONFIRM : Verdict.CORRECT,
        type,
        REVIEWER,
        null,
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        modelType,
        confidence == null ? null : new BigDecimal(confidence),
        Channel.EXTEND);
  }
}
