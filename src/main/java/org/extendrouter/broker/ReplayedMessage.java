package org.extendrouter.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How a dead letter becomes the message again that it was before it failed. */
final class ReplayedMessage {

  /** All queues of the router, and nobody else's on a shared broker. */
  private static final Pattern QUEUE = Pattern.compile("extend\\.[A-Za-z0-9._ -]+");

  private static final Set<String> OF_THE_FAILURE =
      Set.of(DeadLetter.FAILURE, DeadLetter.FAILED_AT, DeadLetter.ATTEMPTS);

  private ReplayedMessage() {}

  /**
   * Why a dead letter cannot be replayed.
   *
   * @param letter the dead letter
   * @return a sentence for the operator; nothing if it can
   */
  static Optional<String> obstacle(DeadLetter letter) {
    if (letter.id() == null) {
      return Optional.of("it has no id; move it with the broker's console");
    }
    if (letter.failedAt() == null) {
      return Optional.of("it does not say which queue it failed at");
    }
    if (letter.failedAt().equals(DeadLetter.QUEUE) || !QUEUE.matcher(letter.failedAt()).matches()) {
      return Optional.of("it failed at a queue that is not one of the router's work queues");
    }
    if (letter.bytes() == null) {
      return Optional.of("its body is not bytes; move it with the broker's console");
    }
    return Optional.empty();
  }

  /**
   * The message as it was: body and properties, without what was noted about the failure.
   *
   * @param deadLetter a received message
   * @param session where the new message is sent
   * @return the new message; a received one cannot be changed
   * @throws JMSException if the broker does not answer
   */
  static BytesMessage of(BytesMessage deadLetter, Session session) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    List<?> names = Collections.list((Enumeration<?>) deadLetter.getPropertyNames());
    for (Object property : names) {
      String name = (String) property;
      if (!OF_THE_FAILURE.contains(name)
          && !name.startsWith(DeadLetter.BROKER_PREFIX)
          && !name.startsWith("JMSX")) {
        message.setObjectProperty(name, deadLetter.getObjectProperty(name));
      }
    }
    message.setJMSCorrelationID(deadLetter.getJMSCorrelationID());
    message.setJMSType(deadLetter.getJMSType());
    byte[] body = deadLetter.getBody(byte[].class);
    if (body != null) {
      message.writeBytes(body);
    }
    return message;
  }
}
