package org.extendrouter.decision;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.broker.Duplicates;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.decision.Answer.Outcome;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.openticket.Choices;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.openticket.TicketChoices;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes decisions. Of several about one ticket the first that the broker stores is the one,
 * whatever the instances they came to: all have the ticket's name as duplicate-detection id.
 */
@Component
public class DecisionDesk {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionDesk.class);

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_REMARK = 2000;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final JmsTemplate jms;
  private final boolean embedded;
  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final TicketChoices choices;
  private final Duration patience;
  private final Clock clock;
  private final Duplicates duplicates;
  private final DecisionJson json = new DecisionJson();

  DecisionDesk(
      BrokerConnection connection,
      OpenTicketQueue tickets,
      TakenDecisions taken,
      TicketChoices choices,
      Duplicates duplicates,
      BrokerProperties broker,
      @RouterClock Clock clock) {
    this.jms = new JmsTemplate(connection.factory());
    jms.setExplicitQosEnabled(true);
    jms.setDeliveryMode(DeliveryMode.PERSISTENT);
    this.embedded = connection.embedded().isPresent();
    this.tickets = tickets;
    this.taken = taken;
    this.choices = choices;
    this.duplicates = duplicates;
    this.patience = broker.callTimeout();
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
    Optional<ReviewDecision> earlier = taken.about(name);
    Optional<OpenTicket> open = earlier.isPresent() ? Optional.empty() : tickets.find(name);
    if (earlier.isEmpty() && open.isEmpty()) {
      // It may have been carried out since the first look.
      earlier = taken.carriedOut(name);
      if (earlier.isEmpty()) {
        return new Answer(
            Outcome.UNKNOWN,
            null,
            "No ticket %s is open: it was decided long ago, or there never was one."
                .formatted(SafeText.oneLine(name, LONGEST_NAME)));
      }
    }
    if (earlier.isPresent()) {
      return compare(earlier.get(), decision(earlier.get(), asked));
    }
    Choices possible = choices.of(open.get());
    ReviewDecision wanted = decision(open.get(), possible, asked);
    String obstacle = obstacle(possible, wanted);
    return obstacle == null
        ? store(wanted, possible)
        : new Answer(Outcome.NOT_POSSIBLE, null, obstacle);
  }

  private Answer store(ReviewDecision wanted, Choices possible) {
    boolean mayBeFirst = send(wanted);
    if (mayBeFirst && embedded) {
      return answer(wanted, possible);
    }
    return first(wanted.ticket())
        .map(
            first ->
                first.id().equals(wanted.id()) ? answer(wanted, possible) : compare(first, wanted))
        .orElseGet(
            () ->
                new Answer(
                    Outcome.PENDING,
                    null,
                    "A decision about this ticket is stored and is being carried out. Look again"
                        + " in a minute to see which."));
  }

  private Answer answer(ReviewDecision decision, Choices possible) {
    LOG.info(
        "decided ticket={} run={} event={}: {}",
        decision.ticket(),
        decision.runId(),
        decision.eventId(),
        decision.words());
    return new Answer(
        Outcome.TAKEN, decision, sentence(decision) + " " + follows(decision, possible));
  }

  private static String follows(ReviewDecision decision, Choices possible) {
    if (decision.decision() == Verdict.REJECT) {
      return "Nothing is delivered, the run is filed.";
    }
    String branch = decision.branch(possible);
    return branch == null
        ? "No route takes this type, so nothing is delivered and the run is filed."
        : "The run goes on to the branch %s.".formatted(branch);
  }

  private Answer compare(ReviewDecision first, ReviewDecision wanted) {
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

  /** The broker compares and stores in two steps, so two at once in this process take turns. */
  private synchronized boolean send(ReviewDecision decision) {
    try {
      jms.send(QueueNames.DECISIONS, session -> message(session, decision));
      return true;
    } catch (JmsException e) {
      if (duplicates.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  private Message message(Session session, ReviewDecision decision) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(json.write(decision));
    message.setStringProperty(HeaderNames.DUPLICATE_ID, decision.ticket());
    // Two instances may get past the broker's comparison at once; one after the other, as those of
    // one group are carried out, they do not get past that of the route.
    message.setStringProperty(
        HeaderNames.GROUP, decision.runId().equals("-") ? decision.ticket() : decision.runId());
    message.setStringProperty(HeaderNames.TICKET, decision.ticket());
    message.setStringProperty(HeaderNames.RUN_ID, decision.runId());
    message.setStringProperty(HeaderNames.EVENT_ID, decision.eventId());
    message.setStringProperty(HeaderNames.REVIEW, decision.decision().word());
    return message;
  }

  /** Waits while it is out of sight, being carried out. */
  private Optional<ReviewDecision> first(String ticket) {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<ReviewDecision> first = taken.about(ticket);
    while (first.isEmpty() && System.nanoTime() < deadline && !Thread.interrupted()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      first = taken.about(ticket);
    }
    return first;
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
    String confidence = ticket.headers().get(HeaderNames.MODEL_CONFIDENCE);
    return decision(
        ticket.name(),
        ticket.runId(),
        ticket.headers().getOrDefault(HeaderNames.EVENT_ID, "-"),
        possible.modelType(),
        number(confidence == null ? ticket.headers().get(HeaderNames.CONFIDENCE) : confidence),
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
        asked.channel());
  }

  private static BigDecimal number(String confidence) {
    try {
      return confidence == null ? null : new BigDecimal(confidence);
    } catch (NumberFormatException cutShort) {
      return null;
    }
  }
}
