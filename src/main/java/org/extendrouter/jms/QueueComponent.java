package org.extendrouter.jms;

import jakarta.jms.ConnectionFactory;
import java.util.Map;
import org.apache.camel.Endpoint;
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

  private static final String BRIDGE = "bridgeErrorHandler";

  /**
   * A component without settings of its own.
   *
   * @param factory makes connections to the broker
   */
  QueueComponent(ConnectionFactory factory) {
    super(new JmsConfiguration(factory));
  }

  /**
   * Camel's option to bridge the error handlers of all endpoints stops the start at the first
   * {@code jms:}, which cannot. One that a route sets itself is told so.
   */
  @Override
  public Endpoint createEndpoint(String uri, Map<String, Object> parameters) throws Exception {
    Endpoint endpoint = super.createEndpoint(uri, parameters);
    if (endpoint instanceof JmsEndpoint jms && !uri.contains(BRIDGE)) {
      jms.setBridgeErrorHandler(false);
    }
    return endpoint;
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
