package org.extendrouter.reminder;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import org.extendrouter.broker.Duplicates;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.names.ReminderKind;
import org.extendrouter.openticket.OpenTicket;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Hands tickets to the route of review mail once more. */
@Component
final class ReminderQueue {

  private final JmsTemplate jms;
  private final Duplicates duplicates;

  ReminderQueue(BrokerConnection connection, Duplicates duplicates) {
    this.jms = new JmsTemplate(connection.sending());
    this.duplicates = duplicates;
  }

  /**
   * Sends a ticket. The broker drops it if the process had ended after it was sent, before the
   * ledger knew of it.
   *
   * @throws JmsException if the broker does not take it
   */
  void send(OpenTicket ticket, ReminderKind kind) {
    try {
      jms.send(QueueNames.REVIEW_MAIL, session -> message(session, ticket, kind));
    } catch (JmsException e) {
      if (!duplicates.isDuplicate(e)) {
        throw e;
      }
    }
  }

  private static Message message(Session session, OpenTicket ticket, ReminderKind kind)
      throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(ticket.event());
    for (Map<String, String> headers : List.of(ticket.headers(), ticket.trace())) {
      for (Map.Entry<String, String> header : headers.entrySet()) {
        message.setStringProperty(header.getKey(), header.getValue());
      }
    }
    message.setStringProperty(HeaderNames.REMINDER, kind.name());
    message.setStringProperty(HeaderNames.DUPLICATE_ID, ticket.name() + "-" + kind);
    return message;
  }
}
