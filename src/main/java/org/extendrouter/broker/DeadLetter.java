package org.extendrouter.broker;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;

/**
 * A message that was given up and waits for an operator. What is not known is null.
 *
 * @param id the message's own id. Not the event's: one event may be given up in several queues
 * @param eventId the event it holds
 * @param runId the run the event is about
 * @param failedAt the queue it was given up in, to which a replay sends it
 * @param failure why the last attempt failed; null if the broker gave it up, not a route
 * @param attempts how many attempts were made
 * @param receivedAt when Extend's webhook was received, as receive.yaml wrote it
 * @param givenUpAt when it was given up
 * @param bytes the length of its body; null if that is not bytes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetter(
    String id,
    String eventId,
    String runId,
    String failedAt,
    String failure,
    Integer attempts,
    String receivedAt,
    Instant givenUpAt,
    Long bytes) {

  /** Where every queue's messages go when they are given up. */
  static final String QUEUE = "extend.dead-letter";

  /** What failures.yaml says about a failure; a message in any other queue does not have them. */
  static final String FAILURE = "ExtendFailure";

  static final String FAILED_AT = "ExtendFailedAt";
  static final String ATTEMPTS = "ExtendAttempts";

  /** What Artemis itself notes about a message. */
  static final String BROKER_PREFIX = "_AMQ_";

  private static final String BROKER_FAILED_AT = "_AMQ_ORIG_QUEUE";
  private static final String ID_PREFIX = "ID:";

  static DeadLetter of(Message message) throws JMSException {
    String routeFailedAt = message.getStringProperty(FAILED_AT);
    return new DeadLetter(
        id(message),
        message.getStringProperty("ExtendEventId"),
        message.getStringProperty("ExtendRunId"),
        routeFailedAt == null ? message.getStringProperty(BROKER_FAILED_AT) : routeFailedAt,
        message.getStringProperty(FAILURE),
        message.propertyExists(ATTEMPTS) ? (Integer) message.getIntProperty(ATTEMPTS) : null,
        message.getStringProperty("ExtendReceivedAt"),
        // The broker keeps the time at which a message was first sent.
        routeFailedAt == null ? null : Instant.ofEpochMilli(message.getJMSTimestamp()),
        message instanceof BytesMessage bytes ? (Long) bytes.getBodyLength() : null);
  }

  static String id(Message message) throws JMSException {
    String id = message.getJMSMessageID();
    return id != null && id.startsWith(ID_PREFIX) ? id.substring(ID_PREFIX.length()) : id;
  }

  static String selector(String id) {
    return "JMSMessageID = '" + ID_PREFIX + id + "'";
  }
}
