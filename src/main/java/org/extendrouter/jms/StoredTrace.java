package org.extendrouter.jms;

import jakarta.jms.JMSException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.jms.JmsHeaderFilterStrategy;
import org.apache.camel.component.jms.JmsMessage;
import org.extendrouter.names.HeaderNames;

/**
 * Keeps the trace that an event was stored with from the steps of its route, so that it leaves by
 * none of them, whether there are traces by then or not. That of another system's message stays.
 */
final class StoredTrace extends JmsHeaderFilterStrategy {

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return HeaderNames.TRACE.contains(name) && isOfAnEvent(exchange)
        || super.applyFilterToExternalHeaders(name, value, exchange);
  }

  private static boolean isOfAnEvent(Exchange exchange) {
    try {
      return exchange.getIn() instanceof JmsMessage received
          && received.getJmsMessage().propertyExists(HeaderNames.EVENT_ID);
    } catch (JMSException e) {
      throw new RuntimeCamelException(e);
    }
  }
}
