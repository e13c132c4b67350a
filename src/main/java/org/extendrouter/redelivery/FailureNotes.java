package org.extendrouter.redelivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.QueueNames;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Keeps why messages were given up, in a queue of its own. */
@Component
public class FailureNotes {

  private final JmsTemplate jms;

  FailureNotes(BrokerConnection connection) {
    // A consumer's thread lends its session, which is about to roll back, to its own factory alone.
    this.jms = new JmsTemplate(connection.browsing());
  }

  void add(Failure failure) {
    jms.send(QueueNames.REASONS, session -> note(failure, session));
  }

  /** Adds it with whatever else the session commits. */
  void add(Failure failure, Session session) throws JMSException {
    try (MessageProducer producer =
        session.createProducer(session.createQueue(QueueNames.REASONS))) {
      producer.send(note(failure, session));
    }
  }

  private static Message note(Failure failure, Session session) throws JMSException {
    Message note = session.createMessage();
    failure.writeTo(note);
    return note;
  }
}
