package org.extendrouter.letters;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.Optional;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.QueueNames;
import org.extendrouter.prompt.LateMessages;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Takes dead letters out of their queue. */
@Component
public class DeadLetterReceiver {

  private final JmsTemplate jms;
  private final Browse browse;

  DeadLetterReceiver(BrokerConnection connection) {
    this.jms = new JmsTemplate(connection.browsing());
    this.browse = new Browse(connection);
    jms.setSessionTransacted(true);
  }

  /**
   * Takes one in a transaction: another replay finds it gone, a crash leaves it whole.
   *
   * @param id the id from the list
   * @param taker what becomes of it
   * @return nothing if another took it, or if too many wait before it
   * @throws org.springframework.jms.JmsException if the broker does not answer; it stays
   */
  public <T> Optional<T> take(String id, Taker<T> taker) {
    return Optional.ofNullable(
        jms.execute(
            session -> {
              try (MessageConsumer consumer =
                  session.createConsumer(
                      session.createQueue(QueueNames.DEAD_LETTERS), DeadLetter.selector(id))) {
                Message message = new LateMessages(consumer, () -> isThere(id)).next();
                if (message == null) {
                  return null;
                }
                T taken = taker.take(message, session);
                session.commit();
                return taken;
              }
            },
            true));
  }

  private boolean isThere(String id) {
    return browse.each(QueueNames.DEAD_LETTERS, DeadLetter.selector(id), 1, message -> {}) > 0;
  }

  /** What becomes of a dead letter. */
  public interface Taker<T> {

    /**
     * Takes it.
     *
     * @param session of the transaction, which is committed after it
     * @throws JMSException which leaves the message where it is
     */
    T take(Message message, Session session) throws JMSException;
  }
}
