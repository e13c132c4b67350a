package org.extendrouter.jms;

import jakarta.jms.ConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.JmsQueueEndpoint;
import org.apache.camel.component.jms.QueueBrowseStrategy;
import org.apache.camel.spi.annotations.Component;

/**
 * Camel's {@code jms:}, whose routes work on messages that are cheap to copy. The annotation is not
 * inherited, and Camel finds by it what sets the options; else an endpoint has those alone that it
 * has setters for.
 */
@Component("jms")
final class QueueComponent extends JmsComponent {

  /**
   * A component without settings of its own.
   *
   * @param factory makes connections to the broker
   */
  QueueComponent(ConnectionFactory factory) {
    super(new JmsConfiguration(factory));
  }

  @Override
  protected JmsEndpoint createQueueEndpoint(
      String uri,
      JmsComponent component,
      String subject,
      JmsConfiguration configuration,
      QueueBrowseStrategy browsing) {
    return new Queue(uri, component, subject, configuration, browsing);
  }

  private static final class Queue extends JmsQueueEndpoint {

    Queue(
        String uri,
        JmsComponent component,
        String subject,
        JmsConfiguration configuration,
        QueueBrowseStrategy browsing) {
      super(uri, component, subject, configuration, browsing);
    }

    @Override
    public void configureExchange(Exchange exchange) {
      super.configureExchange(exchange);
      exchange.setIn(new ConsumedMessage(exchange, null));
    }
  }
}
