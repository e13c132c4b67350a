package org.extendrouter.redelivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Takes messages for the routes as Camel's own containers do, but gives up at once what no route
 * may read. A route would be too late, since Camel reads a body when it keeps the original message.
 */
@Component
public final class ListenerContainers implements MessageListenerContainerFactory {

  private final GiveUp giveUp;

  ListenerContainers(GiveUp giveUp) {
    this.giveUp = giveUp;
  }

  @Override
  public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
    return new DefaultJmsMessageListenerContainer(endpoint) {
      @Override
      protected void invokeListener(Session session, Message message) throws JMSException {
        Delivery delivery = Delivery.of(message);
        if (WorkQueues.accept(delivery.queue(), message)) {
          super.invokeListener(session, message);
        } else {
          giveUp.atOnce(message, session, delivery, "its body is not bytes, and is not read");
        }
      }
    };
  }
}
