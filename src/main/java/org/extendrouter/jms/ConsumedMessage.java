package org.extendrouter.jms;

import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.trait.message.MessageTrait;
import org.apache.camel.trait.message.RedeliveryTraitPayload;

/**
 * A message from a queue. Of a JMS message that is not there yet, as in each new copy, Camel asks
 * whether it was delivered before, and catches the {@code NullPointerException}. Those took a
 * quarter of what triage took: Camel makes a copy for each expression that calls a method.
 */
final class ConsumedMessage extends JmsMessage {

  ConsumedMessage(Exchange exchange, JmsBinding binding) {
    super(exchange, null, null, binding);
  }

  /** Leaves the headers until they are asked for; Camel would read them twice. */
  @Override
  public void init(Exchange exchange, Message message, Session session, JmsBinding binding) {
    setExchange(exchange);
    setJmsMessage(message);
    setJmsSession(session);
    setBinding(binding);
  }

  @Override
  public void setJmsMessage(Message message) {
    if (message == null && getJmsMessage() == null) {
      setPayloadForTrait(MessageTrait.REDELIVERY, RedeliveryTraitPayload.UNDEFINED_REDELIVERY);
    } else {
      super.setJmsMessage(message);
    }
  }

  @Override
  public JmsMessage newInstance() {
    ConsumedMessage copy = new ConsumedMessage(null, getBinding());
    copy.setCamelContext(getCamelContext());
    return copy;
  }
}
