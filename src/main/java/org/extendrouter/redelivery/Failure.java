package org.extendrouter.redelivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.extendrouter.names.HeaderNames;

/**
 * Why a message was given up. A rollback discards what a route has added to the message, so this is
 * a message of its own, whose correlation id is the id of the one given up. What a route itself
 * sends to the dead letters carries the same properties.
 *
 * @param messageId the JMS message id of what was given up, which it keeps as a dead letter
 * @param runId the run it is about; null if that is not known
 * @param queue where it failed
 * @param attempts how many attempts were made
 * @param reason why the last one failed
 * @param at when it was given up
 */
public record Failure(
    String messageId, String runId, String queue, int attempts, String reason, Instant at) {

  /** What is on a message because of a failure, and comes off when it is replayed. */
  public static final Set<String> PROPERTIES =
      Set.of(
          HeaderNames.FAILURE,
          HeaderNames.FAILED_AT,
          HeaderNames.ATTEMPTS,
          HeaderNames.GIVEN_UP_AT);

  /**
   * Reads what was written to a message.
   *
   * @param message a reason, or a dead letter that a route sent
   * @return nothing if the message does not tell of a failure
   * @throws JMSException if the message cannot be read
   */
  public static Optional<Failure> in(Message message) throws JMSException {
    String queue = text(message, HeaderNames.FAILED_AT);
    if (queue == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Failure(
            message.getJMSCorrelationID(),
            text(message, HeaderNames.RUN_ID),
            queue,
            attempts(message),
            text(message, HeaderNames.FAILURE),
            at(message)));
  }

  private static int attempts(Message message) throws JMSException {
    try {
      return message.propertyExists(HeaderNames.ATTEMPTS)
          ? message.getIntProperty(HeaderNames.ATTEMPTS)
          : 1;
    } catch (NumberFormatException | MessageFormatException notANumber) {
      return 1;
    }
  }

  private static Instant at(Message message) throws JMSException {
    Instant sent = Instant.ofEpochMilli(message.getJMSTimestamp());
    String at = text(message, HeaderNames.GIVEN_UP_AT);
    try {
      return at == null ? sent : Instant.parse(at);
    } catch (DateTimeParseException notATime) {
      return sent;
    }
  }

  /**
   * A property as text. Whoever may send to the broker may have set it to bytes, of which JMS makes
   * none: that must hold up neither a queue nor the list of dead letters.
   *
   * @param message the message
   * @param property the property's name
   * @return null if there is none
   * @throws JMSException if the message cannot be read
   */
  public static String text(Message message, String property) throws JMSException {
    return Objects.toString(message.getObjectProperty(property), null);
  }

  /**
   * What a message has that tells of the failure itself.
   *
   * @return values by the name of the property
   */
  public Map<String, Object> properties() {
    return Map.of(
        HeaderNames.FAILED_AT,
        queue,
        HeaderNames.ATTEMPTS,
        attempts,
        HeaderNames.FAILURE,
        reason,
        HeaderNames.GIVEN_UP_AT,
        at.toString());
  }

  void writeTo(Message message) throws JMSException {
    message.setJMSCorrelationID(messageId);
    message.setStringProperty(HeaderNames.RUN_ID, runId);
    for (Map.Entry<String, Object> property : properties().entrySet()) {
      message.setObjectProperty(property.getKey(), property.getValue());
    }
  }
}
