package org.extendrouter.deadletter;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.extendrouter.letters.DeadLetter;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.redelivery.WorkQueues;

/** How a dead letter becomes the message again that it was before it failed. */
final class ReplayedMessage {

  private ReplayedMessage() {}

  /**
   * The message as it was: body and properties, without what was noted about the failure.
   *
   * @param deadLetter a received message
   * @param queue where it goes
   * @param session where the new message is sent
   * @return the new message, since a received one cannot be changed
   * @throws MessageFormatException if the queue does not take such a body; tells the operator
   * @throws JMSException if the broker does not answer
   */
  static Message of(Message deadLetter, String queue, Session session) throws JMSException {
    if (!WorkQueues.accept(queue, deadLetter)) {
      throw new MessageFormatException("its body is not bytes, and nothing else is read there");
    }
    Message message = withBody(deadLetter, session);
    for (Map.Entry<String, Object> property : properties(deadLetter).entrySet()) {
      message.setObjectProperty(property.getKey(), property.getValue());
    }
    message.setJMSCorrelationID(deadLetter.getJMSCorrelationID());
    message.setJMSType(deadLetter.getJMSType());
    return message;
  }

  private static Message withBody(Message deadLetter, Session session) throws JMSException {
    if (deadLetter instanceof TextMessage text) {
      return session.createTextMessage(text.getText());
    }
    if (!(deadLetter instanceof BytesMessage)) {
      throw new MessageFormatException(
          "its body is neither bytes nor text; move it with the broker's console");
    }
    BytesMessage message = session.createBytesMessage();
    byte[] body = deadLetter.getBody(byte[].class);
    if (body != null) {
      message.writeBytes(body);
    }
    return message;
  }

  /**
   * What a message's sender has set.
   *
   * @param deadLetter the message
   * @return its properties, without those of the broker and of the failure
   * @throws JMSException if the message cannot be read
   */
  static SortedMap<String, Object> properties(Message deadLetter) throws JMSException {
    Enumeration<?> enumeration = deadLetter.getPropertyNames();
    List<?> names = Collections.list(enumeration);
    SortedMap<String, Object> properties = new TreeMap<>();
    for (Object property : names) {
      String name = (String) property;
      if (!Failure.PROPERTIES.contains(name)
          && !name.startsWith(DeadLetter.BROKER_PREFIX)
          && (name.equals(HeaderNames.GROUP) || !name.startsWith("JMSX"))) {
        properties.put(name, deadLetter.getObjectProperty(name));
      }
    }
    return properties;
  }
}
