package org.extendrouter.redelivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import org.extendrouter.commit.AfterCommit;
import org.extendrouter.connection.Safekeeping;
import org.extendrouter.log.LogFields;
import org.extendrouter.names.QueueNames;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/** Tells people of each attempt that failed, and keeps the reason of the last one. */
@Component
public class GiveUp {

  private static final Logger LOG = LoggerFactory.getLogger(GiveUp.class);

  private final Redelivery redelivery;
  private final FailureNotes notes;
  private final DeadLetterCount deadLetters;
  private final AfterCommit afterCommit;
  private final Safekeeping safekeeping;
  private final Clock clock;

  GiveUp(
      Redelivery redelivery,
      FailureNotes notes,
      DeadLetterCount deadLetters,
      AfterCommit afterCommit,
      Safekeeping safekeeping,
      @RouterClock Clock clock) {
    this.redelivery = redelivery;
    this.notes = notes;
    this.deadLetters = deadLetters;
    this.afterCommit = afterCommit;
    this.safekeeping = safekeeping;
    this.clock = clock;
  }

  /**
   * An attempt failed. After the last one the broker moves the message to the dead letters, where
   * it keeps its id.
   */
  void failed(Delivery delivery, String reason) {
    if (!redelivery.isLast(delivery.queue(), delivery.attempt())) {
      LogFields.about(
          delivery.eventId(),
          delivery.runId(),
          () ->
              LOG.warn(
                  "failed event={} run={} at {}, attempt {} of {}, will be tried again: {}",
                  delivery.eventId(),
                  delivery.runId(),
                  delivery.queue(),
                  delivery.attempt(),
                  redelivery.attempts(delivery.queue()),
                  reason));
      return;
    }
    try {
      notes.add(failure(delivery, reason));
    } catch (JmsException e) {
      LOG.warn(
          "the reason of dead letter {} is in this log alone, the broker did not take it: {}",
          delivery.id(),
          SafeText.oneLine(e.getMostSpecificCause().getMessage(), 200));
    }
    tell(delivery, reason);
  }

  /**
   * Moves a message to the dead letters without an attempt, as it is, together with what else the
   * session it was received in commits.
   *
   * @param message as it was received
   * @param session where it was received
   * @param reason why, on one line
   * @throws JMSException if the broker does not take it
   */
  public void atOnce(Message message, Session session, String reason) throws JMSException {
    Delivery delivery = Delivery.of(message);
    try (MessageProducer producer =
        session.createProducer(session.createQueue(QueueNames.DEAD_LETTERS))) {
      producer.send(message);
    }
    Delivery moved = delivery.as(message.getJMSMessageID());
    notes.add(failure(moved, reason), session);
    afterCommit.run(session, () -> tell(moved, reason));
  }

  private void tell(Delivery delivery, String reason) {
    deadLetters.count(delivery.queue());
    LogFields.about(
        delivery.eventId(),
        delivery.runId(),
        () ->
            LOG.error(
                "gave up event={} run={} at {} after {} attempts, {}: {}",
                delivery.eventId(),
                delivery.runId(),
                delivery.queue(),
                delivery.attempt(),
                safekeeping.deadLetter(delivery.id()),
                reason));
  }

  private Failure failure(Delivery delivery, String reason) {
    return new Failure(
        delivery.messageId(),
        delivery.runId(),
        delivery.queue(),
        delivery.attempt(),
        reason,
        clock.instant());
  }
}
