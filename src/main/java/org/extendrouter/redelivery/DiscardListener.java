package org.extendrouter.redelivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;

/** Is told when an operator does not want a message any more that was given up. */
public interface DiscardListener {

  /**
   * A dead letter is being discarded.
   *
   * @param message the message
   * @param failedAt the queue it failed at; null if that is not known
   * @param session the transaction that takes it out; what is sent here is sent if it goes
   * @throws JMSException if the broker does not answer; then the message stays
   */
  void discarded(Message message, String failedAt, Session session) throws JMSException;
}
