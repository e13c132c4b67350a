package org.extendrouter.letters;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Enumeration;
import org.extendrouter.connection.BrokerConnection;
import org.springframework.jms.core.JmsTemplate;

/** Goes through a queue, and holds one message of it at a time. */
final class Browse {

  private final JmsTemplate jms;

  Browse(BrokerConnection connection) {
    // A consumer's thread lends its session, which is about to roll back, to its own factory alone.
    this.jms = new JmsTemplate(connection.browsing());
  }

  JmsTemplate jms() {
    return jms;
  }

  /**
   * Shows messages, the oldest first. The queue is read as far as the last of them.
   *
   * @param selector which; null for all
   * @param most how many
   * @return how many there were
   */
  long each(String queue, String selector, long most, Visitor visitor) {
    Long seen =
        jms.browseSelected(
            queue,
            selector,
            (session, browser) -> {
              Enumeration<?> messages = browser.getEnumeration();
              long count = 0;
              while (count < most && messages.hasMoreElements()) {
                visitor.visit((Message) messages.nextElement());
                count++;
              }
              return count;
            });
    return seen == null ? 0 : seen;
  }

  /** What is done with a message. */
  interface Visitor {
    void visit(Message message) throws JMSException;
  }
}
