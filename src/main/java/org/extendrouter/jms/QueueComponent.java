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
import org.springframework.transaction.support.TransactionSynchronizationManager;

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
   * @param sending makes those for what is sent outside of the transaction of a consumer
   */
  QueueComponent(ConnectionFactory factory, ConnectionFactory sending) {
    super(new Settings(factory, sending));
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

  private static final class Settings extends JmsConfiguration {

    private final ConnectionFactory own;
    private final ConnectionFactory sending;

    Settings(ConnectionFactory own, ConnectionFactory sending) {
      super(own);
      this.own = own;
      this.sending = sending;
    }

    /** A route may have named the connections of another broker. */
    @Override
    protected CamelJmsTemplate createCamelJmsTemplate(ConnectionFactory factory) {
      return factory == own && sending != own
          ? new Template(this, own, sending)
          : super.createCamelJmsTemplate(factory);
    }
  }

  /** A consumer's thread sends by the session that it received from, which is bound to it. */
  private static final class Template extends JmsConfiguration.CamelJmsTemplate {

    private final ConnectionFactory sending;

    Template(JmsConfiguration settings, ConnectionFactory own, ConnectionFactory sending) {
      super(settings, own);
      this.sending = sending;
    }

    @Override
    public ConnectionFactory getConnectionFactory() {
      ConnectionFactory own = super.getConnectionFactory();
      // Spring asks for it before this one is made.
      return sending == null || TransactionSynchronizationManager.hasResource(own) ? own : sending;
    }
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
