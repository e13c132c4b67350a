package org.extendrouter.redelivery;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.text.SafeText;

/**
 * A message as the broker delivered it, whatever the route does to it later.
 *
 * @param messageId its JMS message id
 * @param eventId the event it holds, safe to log; empty if it holds none
 * @param runId the run that is about, safe to log; empty if it is not known
 * @param queue where it was taken from
 * @param attempt how often it has been delivered, this time included
 */
record Delivery(String messageId, String eventId, String runId, String queue, int attempt) {

  private static final int LONGEST = 200;

  static Delivery of(Message message) throws JMSException {
    Destination from = message.getJMSDestination();
    return new Delivery(
        message.getJMSMessageID(),
        SafeText.oneLine(Failure.text(message, HeaderNames.EVENT_ID), LONGEST),
        SafeText.oneLine(Failure.text(message, HeaderNames.RUN_ID), LONGEST),
        from instanceof Queue queue ? queue.getQueueName() : String.valueOf(from),
        message.getIntProperty("JMSXDeliveryCount"));
  }

  /** The same, about the run that the route has read in it. */
  Delivery about(String run) {
    return run == null
        ? this
        : new Delivery(messageId, eventId, SafeText.oneLine(run, LONGEST), queue, attempt);
  }

  /** The same, sent on with a new id. */
  Delivery as(String newId) {
    return new Delivery(newId, eventId, runId, queue, attempt);
  }

  /** The id without the prefix that JMS gives it. */
  String id() {
    return withoutPrefix(messageId);
  }

  static String withoutPrefix(String messageId) {
    return messageId == null ? "" : messageId.replaceFirst("^ID:", "");
  }
}
