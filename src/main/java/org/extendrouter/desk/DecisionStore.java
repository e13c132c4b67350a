package org.extendrouter.desk;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import org.extendrouter.broker.Duplicates;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.decision.DecisionJson;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.LedgerEntryKind;
import org.extendrouter.names.QueueNames;
import org.extendrouter.names.RunIds;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Stores decisions: each to be carried out, and to be looked up, in one transaction. */
@Component
class DecisionStore {

  /** A person waits for it; reviews in Extend come to the same queue by the thousand. */
  private static final int AHEAD = Message.DEFAULT_PRIORITY + 1;

  private final JmsTemplate jms;
  private final Duplicates duplicates;
  private final DecisionJson json = new DecisionJson();

  DecisionStore(BrokerConnection connection, Duplicates duplicates) {
    this.jms = new JmsTemplate(connection.sending());
    jms.setSessionTransacted(true);
    this.duplicates = duplicates;
  }

  /**
   * Stores a decision.
   *
   * @param decision the decision
   * @param trace by which headers it goes on in the trace of its event
   * @param duplicateId the broker stores one decision with this id
   * @return false if it has stored one before
   * @throws JmsException if the broker does not answer, or has no room
   */
  boolean store(ReviewDecision decision, Map<String, String> trace, String duplicateId) {
    try {
      inTransaction(
          session -> {
            BytesMessage wanted = message(session, decision);
            wanted.setStringProperty(HeaderNames.DUPLICATE_ID, duplicateId);
            wanted.setStringProperty(HeaderNames.GROUP, group(decision));
            for (Map.Entry<String, String> header : trace.entrySet()) {
              wanted.setStringProperty(header.getKey(), header.getValue());
            }
            // In this order: who carries it out can look it up.
            Message pending = message(session, decision);
            pending.setStringProperty(HeaderNames.REVIEW, TakenDecisions.PENDING);
            send(session, QueueNames.DECIDED, pending);
            send(session, QueueNames.DECISIONS, wanted, AHEAD);
          });
      return true;
    } catch (JmsException e) {
      if (duplicates.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Closes a ticket that another decision about its run has settled.
   *
   * @param decision that decision, about the ticket
   * @throws JmsException if the broker does not answer
   */
  void close(ReviewDecision decision) {
    inTransaction(
        session -> {
          send(session, QueueNames.DECIDED, message(session, decision));
          send(session, QueueNames.DONE, message(session, decision));
          Message told = message(session, decision);
          told.setStringProperty(HeaderNames.LEDGER, LedgerEntryKind.CLOSED.name());
          send(session, QueueNames.LEDGER, told);
        });
  }

  /**
   * Takes a decision back.
   *
   * @param decisions what is stored of it, one for each ticket that it closes
   * @throws JmsException if the broker does not answer
   */
  void withdraw(List<ReviewDecision> decisions) {
    inTransaction(
        session -> {
          for (ReviewDecision decision : decisions) {
            Message withdrawal = message(session, decision);
            withdrawal.setStringProperty(HeaderNames.REVIEW, TakenDecisions.WITHDRAWN);
            send(session, QueueNames.DECIDED, withdrawal);
          }
        });
  }

  private void inTransaction(Work work) {
    jms.execute(
        session -> {
          work.in(session);
          session.commit();
          return null;
        });
  }

  private static void send(Session session, String queue, Message message) throws JMSException {
    send(session, queue, message, Message.DEFAULT_PRIORITY);
  }

  private static void send(Session session, String queue, Message message, int priority)
      throws JMSException {
    try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
      producer.setPriority(priority);
      producer.send(message);
    }
  }

  /** What is about one run is carried out one after the other. */
  private static String group(ReviewDecision decision) {
    return decision.runId().equals(RunIds.UNKNOWN) ? decision.ticket() : decision.runId();
  }

  private BytesMessage message(Session session, ReviewDecision decision) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(json.write(decision));
    message.setStringProperty(HeaderNames.TICKET, decision.ticket());
    message.setStringProperty(HeaderNames.RUN_ID, decision.runId());
    message.setStringProperty(HeaderNames.EVENT_ID, decision.eventId());
    message.setStringProperty(HeaderNames.REVIEW, decision.decision().word());
    return message;
  }

  private interface Work {
    void in(Session session) throws JMSException;
  }
}
