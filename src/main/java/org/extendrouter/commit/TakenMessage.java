package org.extendrouter.commit;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsMessage;
import org.extendrouter.names.HeaderNames;

/**
 * A message as a route has taken it from its queue, whatever the steps have made of it since. All
 * that is made of the exchange, such as the parts of a split, has the same as a property.
 */
public final class TakenMessage {

  /** Artemis's, on what it sends in pieces. */
  private static final String LARGE_SIZE = "_AMQ_LARGE_SIZE";

  private final Message message;
  private final Session session;
  private final JmsBinding binding;

  /** What came in pieces, which come once; else null, and it is read anew. */
  private final Object body;

  private final AtomicBoolean givenUp = new AtomicBoolean();

  private TakenMessage(JmsMessage received) {
    this.message = received.getJmsMessage();
    this.session = received.getJmsSession();
    this.binding = received.getBinding();
    this.body = isInPieces(message) ? received.getBody() : null;
  }

  /** Notes the message before the first step; its body is not copied. */
  static void keep(Exchange exchange, JmsMessage received) {
    if (of(exchange).isEmpty()) {
      exchange.setProperty(HeaderNames.TAKEN, new TakenMessage(received));
    }
  }

  private static boolean isInPieces(Message message) {
    try {
      return message instanceof BytesMessage && message.propertyExists(LARGE_SIZE);
    } catch (JMSException e) {
      throw new RuntimeCamelException(e);
    }
  }

  /**
   * What an exchange comes from.
   *
   * @param exchange what a route works on, or a part of it
   * @return nothing if it comes from no queue
   */
  public static Optional<TakenMessage> of(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(HeaderNames.TAKEN, TakenMessage.class));
  }

  /**
   * The message with its own body and headers, read anew.
   *
   * @param exchange what the route works on, or a part of it
   * @return another one each time
   * @throws JMSException if it cannot be read
   */
  public org.apache.camel.Message again(Exchange exchange) throws JMSException {
    JmsMessage again = new JmsMessage(exchange, message, session, binding);
    if (body != null) {
      again.setBody(body);
    } else if (message instanceof BytesMessage bytes) {
      bytes.reset();
    }
    return again;
  }

  /** The message is among the dead letters now, by this attempt. */
  public void giveUp() {
    givenUp.set(true);
  }

  /**
   * Whether it was given up in this attempt.
   *
   * @return true also if a part of it was
   */
  public boolean isGivenUp() {
    return givenUp.get();
  }
}
