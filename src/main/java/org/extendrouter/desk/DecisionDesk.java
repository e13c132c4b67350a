package org.extendrouter.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.extendrouter.decision.LostDecisions;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.RunDecisions;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.log.LogFields;
import org.extendrouter.openticket.Choices;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.openticket.TicketChoices;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.extendrouter.tracing.MessageTracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/**
 * Takes decisions. Of several about one run the first that the broker stores is the one, whatever
 * the instances they came to.
 */
@Component
public class DecisionDesk {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionDesk.class);

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_REMARK = 2000;

  private final DecisionStore store;
  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final LostDecisions lost;
  private final TicketChoices choices;
  private final Clock clock;
  private final MessageTracing tracing;

  DecisionDesk(
      DecisionStore store,
      OpenTicketQueue tickets,
      TakenDecisions taken,
      LostDecisions lost,
      TicketChoices choices,
      @RouterClock Clock clock,
      ObjectProvider<MessageTracing> tracing) {
    this.store = store;
    this.tickets = tickets;
    this.taken = taken;
    this.lost = lost;
    this.choices = choices;
    this.clock = clock;
    this.tracing = tracing.getIfAvailable();
  }

  /**
   * Takes a decision. Once this returns that it is in force, it is on the broker's disk.
   *
   * @param name the name of the ticket
   * @param asked the decision
   * @return what became of it
   * @throws JmsException if the broker does not answer, or has no room; it may be asked again
   */
  public Answer take(String name, Asked asked) {
    // In this order: a ticket is closed after its decision can be seen.
    Optional<OpenTicket> open = tickets.find(name);
    if (open.isEmpty()) {
      return taken
          .about(name)
          .map(first -> compare(first, decision(first, asked)))
          .orElseGet(() -> unknown(name));
    }
    OpenTicket ticket = open.get();
    Choices possible = choices.of(ticket);
    ReviewDecision asIs = decision(ticket, possible, asked);
    ReviewDecision wanted = asIs.goingTo(possible.branchOf(asIs.type()));
    RunDecisions decided = withoutLost(ticket, taken.ofRun(ticket));
    if (decided.first(ticket).isPresent()) {
      return late(ticket, decided, wanted);
    }
    String obstacle = wanted.decision() == Verdict.REJECT ? null : possible.obstacle(wanted.type());
    return obstacle == null
        ? store(ticket, wanted)
        : new Answer(Outcome.NOT_POSSIBLE, null, obstacle);
  }

  /**
   * The decision about a ticket, unless it is not carried out and nothing is left that could do so.
   *
   * @param name the name of the ticket
   * @return nothing if the ticket can be decided, if it is open
   * @throws JmsException if the broker does not answer
   */
  public Optional<ReviewDecision> about(String name) {
    RunDecisions decided = taken.aboutTicket(name);
    return decided.about(name).filter(first -> !isLost(decided, first));
  }

  private boolean isLost(RunDecisions decided, ReviewDecision first) {
    return decided.isPending(first) && lost.contain(first);
  }

  /** Its dead letter was removed with the broker's console. */
  private RunDecisions withoutLost(OpenTicket ticket, RunDecisions decided) {
    Optional<ReviewDecision> first =
        decided.first(ticket).filter(decision -> isLost(decided, decision));
    if (first.isEmpty()) {
      return decided;
    }
    store.withdraw(decided.of(first.get().id()));
    log(
        ticket,
        () ->
            LOG.warn(
                "taken back ticket={} run={}: a decision is not carried out, and no message is left that could do so, it was {}; the ticket is decided again",
                ticket.name(),
                ticket.runId(),
                first.get().words()));
    return taken.ofRun(ticket);
  }

  private void log(OpenTicket ticket, Runnable lines) {
    Runnable about = () -> LogFields.about(ticket.eventId(), ticket.runId(), ticket.type(), lines);
    if (tracing == null) {
      about.run();
    } else {
      tracing.tell(ticket.trace(), about);
    }
  }

  /**
   * The broker compares ids and stores in two steps, so two at once in this process take turns. Two
   * in two processes may both be stored; then the first in the queue is the one.
   */
  private synchronized Answer store(OpenTicket ticket, ReviewDecision wanted) {
    RunDecisions decided = taken.ofRun(ticket);
    for (int earlier = 0; decided.first(ticket).isEmpty(); earlier++) {
      // An id outlives the decision that it came with, which an operator may have discarded.
      String id = earlier == 0 ? ticket.name() : ticket.name() + "#" + earlier;
      boolean stored = store.store(wanted, ticket.trace(), id);
      decided = taken.ofRun(ticket);
      if (stored && decided.first(ticket).isEmpty()) {
        return answer(ticket, wanted);
      }
    }
    return decided.first(ticket).filter(wanted::is).isPresent()
        ? answer(ticket, wanted)
        : late(ticket, decided, wanted);
  }

  /**
   * What another ticket of the run has settled closes this one: at once, unless that is still to be
   * carried out and closes it then.
   */
  private Answer late(OpenTicket ticket, RunDecisions decided, ReviewDecision wanted) {
    ReviewDecision first = decided.first(ticket).orElseThrow();
    if (first.ticket().equals(ticket.name())) {
      return compare(first, wanted);
    }
    ReviewDecision settled = first.about(ticket);
    if (!decided.isPending(first) && taken.about(ticket.name()).isEmpty()) {
      store.close(settled);
    }
    return compare(settled, wanted);
  }

  private static Answer unknown(String name) {
    return new Answer(
        Outcome.UNKNOWN,
        null,
        "No ticket %s is open: it was decided long ago, it was lost with the broker's files, it was written by a version whose tickets cannot be decided, or there never was one. If nothing else tells of its run, run its document again in Extend."
            .formatted(SafeText.oneLine(name, LONGEST_NAME)));
  }

  private Answer answer(OpenTicket ticket, ReviewDecision decision) {
    log(
        ticket,
        () ->
            LOG.info(
                "decided ticket={} run={} event={}: {}",
                decision.ticket(),
                decision.runId(),
                decision.eventId(),
                decision.words()));
    return new Answer(
        Outcome.TAKEN, decision, decision.sentence() + " " + follows(ticket, decision));
  }

  private static String follows(OpenTicket ticket, ReviewDecision decision) {
    if (decision.decision() == Verdict.REJECT) {
      return "Nothing is delivered, the run is filed.";
    }
    if (decision.type().equals(ticket.deliveredType())) {
      return "It was delivered already, so nothing is delivered again, and this event is filed.";
    }
    return decision.branch().isEmpty()
        ? "No route takes this type, so nothing is delivered and the run is filed."
        : "The run goes on to the branch %s.".formatted(decision.branch());
  }

  private static Answer compare(ReviewDecision first, ReviewDecision wanted) {
    if (!first.isInForce()) {
      return new Answer(
          Outcome.REFUSED,
          first,
          "This decision was not taken, a review in Extend was first and has a ticket of its own: %s."
              .formatted(first.words()));
    }
    return first.saysTheSame(wanted)
        ? new Answer(Outcome.SAME, first, first.sentence() + " It is decided once.")
        : new Answer(
            Outcome.REFUSED,
            first,
            "This decision was not taken, another was first: %s.".formatted(first.words()));
  }

  private ReviewDecision decision(OpenTicket ticket, Choices possible, Asked asked) {
    return decision(
        ticket.name(),
        ticket.runId(),
        ticket.eventId(),
        possible.type(),
        possible.model(),
        ticket.since(),
        asked);
  }

  private ReviewDecision decision(ReviewDecision earlier, Asked asked) {
    return decision(
        earlier.ticket(),
        earlier.runId(),
        earlier.eventId(),
        earlier.confirmable(),
        new Choices.Model(earlier.modelType(), earlier.modelConfidence()),
        earlier.time(),
        asked);
  }

  /**
   * Whether the model was right is told by the type, whatever the ticket has asked. It is decided
   * after it was asked, also if the clock was set back meanwhile.
   */
  private ReviewDecision decision(
      String ticket,
      String runId,
      String eventId,
      String ticketType,
      Choices.Model model,
      Instant since,
      Asked asked) {
    String type =
        switch (asked.verdict()) {
          case CONFIRM -> ticketType;
          case CORRECT -> asked.type();
          case REJECT -> null;
        };
    Verdict verdict = type == null ? asked.verdict() : Verdict.of(type, model.type());
    Instant now = clock.instant();
    String remark = SafeText.oneLine(asked.remark(), LONGEST_REMARK);
    return new ReviewDecision(
        UUID.randomUUID().toString(),
        ticket,
        runId,
        eventId,
        verdict,
        type,
        SafeText.oneLine(asked.reviewer(), LONGEST_NAME),
        remark.isEmpty() ? null : remark,
        (now.isBefore(since) ? since : now).truncatedTo(ChronoUnit.SECONDS),
        model.type(),
        model.confidence(),
        ticketType,
        asked.channel(),
        null);
  }
}
