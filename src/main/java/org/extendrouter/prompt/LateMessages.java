package org.extendrouter.prompt;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.util.function.BooleanSupplier;

/** Takes out of a queue what is known to be there, also of a broker that hands it over late. */
public final class LateMessages {

  /** A message that was there a moment ago comes at once, unless another was faster. */
  public static final long RECEIVE_TIMEOUT_MILLIS = 1000;

  /** A busy broker may take longer with one that is still there. */
  static final int RECEIVES = 10;

  private final MessageConsumer consumer;
  private final BooleanSupplier isThere;

  /**
   * Messages of one consumer.
   *
   * @param consumer takes them
   * @param isThere whether a browser sees any that the consumer could take
   */
  public LateMessages(MessageConsumer consumer, BooleanSupplier isThere) {
    this.consumer = consumer;
    this.isThere = isThere;
  }

  /**
   * Takes the next one.
   *
   * @return null if there is none, or if too many others wait before it
   * @throws JMSException if the broker does not answer
   */
  public Message next() throws JMSException {
    Message message = consumer.receive(RECEIVE_TIMEOUT_MILLIS);
    boolean seen = true;
    for (int i = 1; message == null && seen && i < RECEIVES; i++) {
      // No browser sees what is on its way to this consumer, which is asked once more.
      seen = isThere.getAsBoolean();
      message = consumer.receive(RECEIVE_TIMEOUT_MILLIS);
    }
    return message;
  }
}
