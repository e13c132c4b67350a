package org.extendrouter.endtoend;

import jakarta.jms.Message;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.extendrouter.connection.BrokerConnection;
import org.springframework.jms.core.JmsTemplate;

/** Looks into queues as an operator's console does, without taking anything out. */
final class Queues {

  private Queues() {}

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
