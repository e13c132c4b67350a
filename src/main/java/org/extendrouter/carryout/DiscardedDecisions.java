package org.extendrouter.carryout;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.DiscardListener;
import org.springframework.stereotype.Component;

/** Takes back decisions that are discarded before they were carried out. */
@Component
class DiscardedDecisions implements DiscardListener {

  @Override
  public void discarded(Message message, String failedAt, Session session) throws JMSException {
    // Without a verdict it is a run that was reviewed in Extend.
    if (!QueueNames.DECISIONS.equals(failedAt) || !message.propertyExists(HeaderNames.REVIEW)) {
      return;
    }
    BytesMessage withdrawal = session.createBytesMessage();
    withdrawal.writeBytes(message.getBody(byte[].class));
    for (String name : List.of(HeaderNames.TICKET, HeaderNames.RUN_ID)) {
      withdrawal.setStringProperty(name, message.getStringProperty(name));
    }
    withdrawal.setStringProperty(HeaderNames.REVIEW, TakenDecisions.WITHDRAWN);
    try (MessageProducer producer =
        session.createProducer(session.createQueue(QueueNames.DECIDED))) {
      producer.send(withdrawal);
    }
  }
}
