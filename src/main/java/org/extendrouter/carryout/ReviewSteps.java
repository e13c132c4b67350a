package org.extendrouter.carryout;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.extendrouter.decision.DecisionJson;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.RunDecisions;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.ReminderKind;
import org.extendrouter.names.VariableNames;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.openticket.TicketChoices;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.extendrouter.triage.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the route of the decisions does with each. */
@Component("extendReviewSteps")
public final class ReviewSteps {

  private static final Logger LOG = LoggerFactory.getLogger(ReviewSteps.class);

  private static final int LONGEST_HEADER = 1000;
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final TicketChoices choices;
  private final Clock clock;
  private final DecisionJson json = new DecisionJson();
  private final ReviewField field = new ReviewField();

  ReviewSteps(
      OpenTicketQueue tickets,
      TakenDecisions taken,
      TicketChoices choices,
      @RouterClock Clock clock) {
    this.tickets = tickets;
    this.taken = taken;
    this.choices = choices;
    this.clock = clock;
  }

  /**
   * Reads a decision, and finds the run that it is about.
   *
   * @param body the decision as it was stored
   * @return null if it is not to be carried out, since another was first
   * @throws IOException if it is no decision
   */
  public DecidedRun open(@Body byte[] body) throws IOException {
    ReviewDecision decision = json.read(body);
    Optional<OpenTicket> ticket = tickets.find(decision.ticket());
    RunDecisions decided =
        ticket.map(taken::ofRun).orElseGet(() -> taken.aboutTicket(decision.ticket()));
    Optional<ReviewDecision> first =
        ticket.map(decided::first).orElseGet(() -> decided.about(decision.ticket()));
    if (ticket.isEmpty() || first.filter(other -> !other.is(decision)).isPresent()) {
      LOG.warn(
          "not carried out ticket={} run={}, {}: it was {}",
          decision.ticket(),
          decision.runId(),
          decision.words(),
          first
              .filter(other -> !other.is(decision))
              .map(ReviewDecision::words)
              .orElse("not open any more"));
      return null;
    }
    return new DecidedRun(
        decision,
        ticket.get(),
        branch(decision, ticket.get()),
        ticket.get().reason() != Reason.UNREADABLE,
        first.isPresent() && !decided.isPending(decision));
  }

  private String branch(ReviewDecision decision, OpenTicket ticket) {
    return decision.branch() == null
        ? choices.of(ticket).branchOf(decision.type())
        : decision.branch().isEmpty() ? null : decision.branch();
  }

  /**
   * Makes the message the event of the ticket, with the decision in it and in its headers.
   *
   * @param exchange what the route works on
   * @param run the decision
   */
  public void goOn(Exchange exchange, @Variable(VariableNames.REVIEW) DecidedRun run)
      throws IOException {
    Message message = exchange.getMessage();
    ReviewDecision decision = run.decision();
    Map<String, String> headers = run.ticket().headers();
    message.removeHeaders("*", "JMS*");
    message.removeHeaders("JMSXGroup*");
    headers.forEach(message::setHeader);
    set(message, HeaderNames.MODEL_TYPE, decision.modelType());
    set(
        message,
        HeaderNames.MODEL_CONFIDENCE,
        decision.modelConfidence() == null
            ? headers.get(HeaderNames.CONFIDENCE)
            : decision.modelConfidence().toString());
    set(message, HeaderNames.TYPE, decision.type());
    set(message, HeaderNames.BRANCH, run.branch());
    set(message, HeaderNames.REVIEW, decision.decision().word());
    set(message, HeaderNames.REVIEWER, decision.reviewer());
    set(message, HeaderNames.REVIEW_REMARK, decision.remark());
    set(message, HeaderNames.REVIEWED_AT, decision.time().toString());
    message.setBody(
        run.readable() ? field.insert(run.ticket().event(), decision) : run.ticket().event());
  }

  /**
   * Whether a ticket need not be written any more. Asked of the broker only where it may be so: of
   * a message that has waited, or that comes again, or that is a reminder.
   *
   * @param ticket the ticket's name; null in a message of an earlier version
   * @param since when the message was sent, in milliseconds since 1970
   * @param attempt how often it has been delivered, this time included
   * @param reminder why the mail of the ticket is sent again; null for the first
   * @return true if it was decided about meanwhile; not by a review that is only pending
   */
  public boolean isDecided(
      @Header(HeaderNames.TICKET) String ticket,
      @Header("JMSTimestamp") long since,
      @Header("JMSXDeliveryCount") int attempt,
      @Header(HeaderNames.REMINDER) ReminderKind reminder) {
    boolean hasWaited = clock.millis() - since > FRESH.toMillis();
    return ticket != null && (reminder != null || attempt > 1 || hasWaited) && isSettled(ticket);
  }

  private boolean isSettled(String ticket) {
    RunDecisions decided = taken.aboutTicket(ticket);
    return decided.about(ticket).filter(decided::settles).isPresent();
  }

  /**
   * Reads a decision that closes a ticket.
   *
   * @param body the decision as it was stored
   * @return the decision
   * @throws IOException if it is no decision
   */
  public ReviewDecision read(@Body byte[] body) throws IOException {
    return json.read(body);
  }

  /**
   * The decision as the ledger and those who look it up read it.
   *
   * @param run the decision
   * @return JSON
   */
  public byte[] json(@Variable(VariableNames.REVIEW) DecidedRun run) {
    return json.write(run.decision());
  }

  private static void set(Message message, String name, String value) {
    if (value != null) {
      message.setHeader(name, SafeText.oneLine(value, LONGEST_HEADER));
    }
  }
}
