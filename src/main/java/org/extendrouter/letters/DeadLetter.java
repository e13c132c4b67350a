package org.extendrouter.letters;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.redelivery.MaxDeliveryAttempts;

/**
 * A message that was given up and waits for an operator. What is not known is null.
 *
 * @param id the message's own id. Not the event's: one event may be given up in several queues
 * @param eventId the event it holds
 * @param runId the run the event is about
 * @param type the run's type, as the next three null before triage has named it
 * @param decision what triage decided about the run
 * @param confidence the model's
 * @param threshold what that was measured against
 * @param failedAt the queue it was given up in, to which a replay sends it
 * @param failure why the last attempt failed, or that nobody but the broker knows
 * @param attempts how many attempts were made
 * @param receivedAt when Extend's webhook was received, as receive.yaml wrote it
 * @param givenUpAt when it was given up
 * @param bytes the length of its body; null if that is not bytes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
    String id,
    String eventId,
    String runId,
    String type,
    String decision,
    String confidence,
    String threshold,
    String failedAt,
    String failure,
    Integer attempts,
    String receivedAt,
    Instant givenUpAt,
    Long bytes) {

  /** What Artemis itself notes about a message. */
  public static final String BROKER_PREFIX = "_AMQ_";

  /** The header that selectors of JMS know a message by. */
  static final String MESSAGE_ID = "JMSMessageID";

  private static final String BROKER_FAILED_AT = "_AMQ_ORIG_QUEUE";
  private static final String BROKER_EXPIRED_AT = "_AMQ_ACTUAL_EXPIRY";
  private static final String ID_PREFIX = "ID:";

  private static final String EXPIRED = "it expired before it was worked on";
  private static final String GIVEN_UP_BY_THE_BROKER =
      "the broker gave it up, and no step has failed: whoever took it ended before it was done";

  private static final String SENT_BY_A_ROUTE = "a route sent it here itself";

  /**
   * A message in the dead-letter queue, with what it tells by itself.
   *
   * @param message the message
   * @param attempts how often the broker delivers what it gives up
   * @return what it tells
   * @throws JMSException if the message cannot be read
   */
  public static DeadLetter of(Message message, MaxDeliveryAttempts attempts) throws JMSException {
    String queue = Failure.text(message, BROKER_FAILED_AT);
    boolean expired = message.propertyExists(BROKER_EXPIRED_AT);
    DeadLetter letter =
        new DeadLetter(
            id(message),
            Failure.text(message, HeaderNames.EVENT_ID),
            Failure.text(message, HeaderNames.RUN_ID),
            Failure.text(message, HeaderNames.TYPE),
            Failure.text(message, HeaderNames.DECISION),
            Failure.text(message, HeaderNames.CONFIDENCE),
            Failure.text(message, HeaderNames.THRESHOLD),
            queue,
            queue == null ? SENT_BY_A_ROUTE : expired ? EXPIRED : GIVEN_UP_BY_THE_BROKER,
            expired || queue == null ? null : (Integer) attempts.of(queue),
            Failure.text(message, HeaderNames.RECEIVED_AT),
            expired ? Instant.ofEpochMilli(message.getLongProperty(BROKER_EXPIRED_AT)) : null,
            message instanceof BytesMessage bytes ? (Long) bytes.getBodyLength() : null);
    return Failure.in(message).map(letter::because).orElse(letter);
  }

  /**
   * The same, with a reason that was kept for it.
   *
   * @param known the reason
   * @return the dead letter with it
   */
  public DeadLetter because(Failure known) {
    return new DeadLetter(
        id,
        eventId,
        runId == null ? known.runId() : runId,
        type,
        decision,
        confidence,
        threshold,
        known.queue(),
        known.reason(),
        known.attempts(),
        receivedAt,
        known.at(),
        bytes);
  }

  private static String id(Message message) throws JMSException {
    String id = message.getJMSMessageID();
    return id != null && id.startsWith(ID_PREFIX) ? id.substring(ID_PREFIX.length()) : id;
  }

  /**
   * The message id as JMS writes it.
   *
   * @param id of a dead letter
   * @return the JMS message id
   */
  public static String messageId(String id) {
    return ID_PREFIX + id;
  }

  /**
   * Selects one dead letter.
   *
   * @param id its id
   * @return a selector of JMS
   */
  public static String selector(String id) {
    return HeaderNames.selector(MESSAGE_ID, messageId(id));
  }
}
