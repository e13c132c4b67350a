package org.extendrouter.endtoend;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.extendrouter.connection.BrokerConnection;
import org.springframework.jms.core.JmsTemplate;

/** Looks into queues as an operator's console does, without taking anything out. */
final class Queues {

  private Queues() {}

  /** The names of the tickets of a run that nobody has decided about. */
  static List<String> openTickets(RunningRouter router, String run) {
    return browse(router, "extend.review.open").stream()
        .map(
            message -> {
              try {
                return message.getStringProperty("ExtendTicket");
              } catch (JMSException e) {
                throw new IllegalStateException(e);
              }
            })
        .filter(ticket -> ticket.startsWith(run))
        .toList();
  }

  static List<Message> browse(RunningRouter router, String queue) {
    return new JmsTemplate(router.bean(BrokerConnection.class).browsing())
        .browse(
            queue,
            (session, browser) -> {
              Enumeration<?> messages = browser.getEnumeration();
              return Collections.list(messages).stream().map(Message.class::cast).toList();
            });
  }
}
