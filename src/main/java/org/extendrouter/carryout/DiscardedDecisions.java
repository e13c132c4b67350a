package org.extendrouter.carryout;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import org.extendrouter.decision.DecisionJson;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.DiscardListener;
import org.springframework.stereotype.Component;

/** Takes back decisions that are discarded before they were carried out. */
@Component
class DiscardedDecisions implements DiscardListener {

  private final TakenDecisions taken;
  private final DecisionJson json = new DecisionJson();

  DiscardedDecisions(TakenDecisions taken) {
    this.taken = taken;
  }

  @Override
  public void discarded(Message message, String failedAt, Session session) throws JMSException {
    if (!QueueNames.DECISIONS.equals(failedAt)) {
      return;
    }
    if (message.propertyExists(HeaderNames.REVIEW)) {
      withdraw(
          message.getBody(byte[].class),
          message.getStringProperty(HeaderNames.TICKET),
          message.getStringProperty(HeaderNames.RUN_ID),
          session);
    } else if (message.propertyExists(HeaderNames.REVIEW_ID)) {
      // The run itself, as a person has reviewed it in Extend.
      String runId = message.getStringProperty(HeaderNames.RUN_ID);
      String id = message.getStringProperty(HeaderNames.REVIEW_ID);
      for (ReviewDecision review : taken.aboutRun(runId).of(id)) {
        withdraw(json.write(review), review.ticket(), runId, session);
      }
    }
  }

  private static void withdraw(byte[] decision, String ticket, String runId, Session session)
      throws JMSException {
    BytesMessage withdrawal = session.createBytesMessage();
    withdrawal.writeBytes(decision);
    withdrawal.setStringProperty(HeaderNames.TICKET, ticket);
    withdrawal.setStringProperty(HeaderNames.RUN_ID, runId);
    withdrawal.setStringProperty(HeaderNames.REVIEW, TakenDecisions.WITHDRAWN);
    try (MessageProducer producer =
        session.createProducer(session.createQueue(QueueNames.DECIDED))) {
      producer.send(withdrawal);
    }
  }
}
