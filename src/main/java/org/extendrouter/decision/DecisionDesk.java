package org.extendrouter.decision;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.extendrouter.decision.Answer.Outcome;
import org.extendrouter.openticket.Choices;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.openticket.TicketChoices;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private final TicketChoices choices;
  private final Clock clock;

  DecisionDesk(
      DecisionStore store,
      OpenTicketQueue tickets,
      TakenDecisions taken,
      TicketChoices choices,
      @RouterClock Clock clock) {
    this.store = store;
    this.tickets = tickets;
    this.taken = taken;
    this.choices = choices;
    this.clock = clock;
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
    ReviewDecision wanted = asIs.goingTo(asIs.branch(possible));
    Optional<ReviewDecision> earlier = taken.ofRun(ticket).first(ticket);
    if (earlier.isPresent()) {
      return late(ticket, earlier.get(), wanted);
    }
    String obstacle = obstacle(possible, wanted);
    return obstacle == null
        ? store(ticket, wanted)
        : new Answer(Outcome.NOT_POSSIBLE, null, obstacle);
  }

  /**
   * The broker compares ids and stores in two steps, so two at once in this process take turns. Two
   * in two processes may both be stored; then the first in the queue is the one.
   */
  private synchronized Answer store(OpenTicket ticket, ReviewDecision wanted) {
    Optional<ReviewDecision> first = taken.ofRun(ticket).first(ticket);
    for (int earlier = 0; first.isEmpty(); earlier++) {
      // An id outlives the decision that it came with, which an operator may have discarded.
      String id = earlier == 0 ? ticket.name() : ticket.name() + "#" + earlier;
      Optional<ReviewDecision> stored =
          store.store(wanted, id) ? Optional.of(wanted) : Optional.empty();
      first = taken.ofRun(ticket).first(ticket).or(() -> stored);
    }
    return first.get().id().equals(wanted.id())
        ? answer(wanted)
        : late(ticket, first.get(), wanted);
  }

  /** What another ticket of the run has settled closes this one. */
  private Answer late(OpenTicket ticket, ReviewDecision first, ReviewDecision wanted) {
    if (first.ticket().equals(ticket.name())) {
      return compare(first, wanted);
    }
    ReviewDecision settled = first.about(ticket);
    if (taken.about(ticket.name()).isEmpty()) {
      store.close(settled);
    }
    return compare(settled, wanted);
  }

  private static Answer unknown(String name) {
    return new Answer(
        Outcome.UNKNOWN,
        null,
        "No ticket %s is open: it was decided long ago, or there never was one."
            .formatted(SafeText.oneLine(name, LONGEST_NAME)));
  }

  private static Answer answer(ReviewDecision decision) {
    LOG.info(
        "decided ticket={} run={} event={}: {}",
        decision.ticket(),
        decision.runId(),
        decision.eventId(),
        decision.words());
    return new Answer(Outcome.TAKEN, decision, sentence(decision) + " " + follows(decision));
  }

  private static String follows(ReviewDecision decision) {
    if (decision.decision() == Verdict.REJECT) {
      return "Nothing is delivered, the run is filed.";
    }
    return decision.branch().isEmpty()
        ? "No route takes this type, so nothing is delivered and the run is filed."
        : "The run goes on to the branch %s.".formatted(decision.branch());
  }

  private static Answer compare(ReviewDecision first, ReviewDecision wanted) {
    return first.saysTheSame(wanted)
        ? new Answer(Outcome.SAME, first, sentence(first) + " It is decided once.")
        : new Answer(
            Outcome.REFUSED,
            first,
            "This decision was not taken, another was first: %s.".formatted(first.words()));
  }

  private static String sentence(ReviewDecision decision) {
    String words = decision.words();
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  private static String obstacle(Choices possible, ReviewDecision wanted) {
    if (wanted.decision() == Verdict.REJECT) {
      return null;
    }
    if (possible.isRejectOnly()) {
      return "This run has no classification to go on with. It can be rejected, or Extend can send"
          + " it again once the cause is fixed.";
    }
    if (wanted.decision() == Verdict.CONFIRM) {
      return possible.modelType() == null
          ? "The model saw no type that could be confirmed. Correct it to a type, or reject it."
          : null;
    }
    return possible.find(wanted.type()).isPresent()
        ? null
        : "There is no type \"%s\". Choose one of %s."
            .formatted(
                SafeText.oneLine(wanted.type(), LONGEST_NAME),
                possible.types().stream()
                    .map(Choices.Type::type)
                    .map(type -> SafeText.oneLine(type, LONGEST_NAME))
                    .collect(Collectors.joining(", ")));
  }

  private ReviewDecision decision(OpenTicket ticket, Choices possible, Asked asked) {
    return decision(
        ticket.name(),
        ticket.runId(),
        ticket.eventId(),
        possible.modelType(),
        ticket.confidence(),
        asked);
  }

  private ReviewDecision decision(ReviewDecision earlier, Asked asked) {
    return decision(
        earlier.ticket(),
        earlier.runId(),
        earlier.eventId(),
        earlier.modelType(),
        earlier.modelConfidence(),
        asked);
  }

  /** To correct it to what it is, is to confirm it. */
  private ReviewDecision decision(
      String ticket,
      String runId,
      String eventId,
      String modelType,
      BigDecimal modelConfidence,
      Asked asked) {
    Verdict verdict =
        asked.verdict() == Verdict.CORRECT && asked.type() != null && asked.type().equals(modelType)
            ? Verdict.CONFIRM
            : asked.verdict();
    String remark = SafeText.oneLine(asked.remark(), LONGEST_REMARK);
    return new ReviewDecision(
        UUID.randomUUID().toString(),
        ticket,
        runId,
        eventId,
        verdict,
        switch (verdict) {
          case CONFIRM -> modelType;
          case CORRECT -> asked.type();
          case REJECT -> null;
        },
        SafeText.oneLine(asked.reviewer(), LONGEST_NAME),
        remark.isEmpty() ? null : remark,
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        modelType,
        modelConfidence,
        asked.channel(),
        null);
  }
}
