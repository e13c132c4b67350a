package org.extendrouter.recording;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.extendrouter.commit.DonePolicy;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.LedgerEntryKind;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.schedule.RouterClock;
import org.springframework.stereotype.Component;

/**
 * Tells the ledger of each run that the route of its branch has delivered. The message is committed
 * together with the delivery.
 */
@Component
final class DeliveredRuns implements RoutePolicyFactory {

  private final RouterRoutes routes;
  private final Clock clock;

  DeliveredRuns(RouterRoutes routes, @RouterClock Clock clock) {
    this.routes = routes;
    this.clock = clock;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode node) {
    return routes
        .queue(camel, node)
        .filter(queue -> queue.startsWith(QueueNames.ACCEPT_PREFIX))
        .map(queue -> new Policy(routeId))
        .orElse(null);
  }

  private void tell(Message run, Session session, String routeId) throws JMSException {
    try (MessageProducer producer =
        session.createProducer(session.createQueue(QueueNames.LEDGER))) {
      BytesMessage entry = session.createBytesMessage();
      for (String name : RunMessage.HEADERS) {
        String value = Failure.text(run, name);
        if (value != null) {
          entry.setStringProperty(name, value);
        }
      }
      entry.setStringProperty(HeaderNames.LEDGER, LedgerEntryKind.RUN.name());
      entry.setStringProperty(HeaderNames.DELIVERED_AT, clock.instant().toString());
      entry.setStringProperty(HeaderNames.DELIVERED_BY, routeId);
      producer.send(entry);
    }
  }

  private final class Policy extends DonePolicy {

    private final String routeId;

    Policy(String routeId) {
      this.routeId = routeId;
    }

    @Override
    protected void done(Exchange exchange, Message run, Session session) {
      try {
        tell(run, session, routeId);
      } catch (JMSException e) {
        // Nothing of this exchange is committed, and it is tried again.
        exchange.setException(e);
      }
    }
  }
}
