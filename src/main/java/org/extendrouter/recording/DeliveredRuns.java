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
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.SynchronizationAdapter;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.LedgerEntryKind;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.schedule.RouterClock;
import org.springframework.stereotype.Component;

/**
 * Tells the ledger of each run that the route of its branch has delivered, whoever wrote the route
 * and whatever it did to the headers. The message is committed together with the delivery.
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
    return node instanceof RouteDefinition definition
            && routes
                .queue(RouterRoutes.entrance(camel, definition))
                .filter(queue -> queue.startsWith(QueueNames.ACCEPT_PREFIX))
                .isPresent()
        ? new Policy(routeId)
        : null;
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

  /** No service that Camel could stop: it stops asking those while routes still finish work. */
  private final class Policy implements RoutePolicy {

    private final String routeId;

    Policy(String routeId) {
      this.routeId = routeId;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange begun) {
      if (!routeId.equals(begun.getFromRouteId())
          || !(begun.getMessage() instanceof JmsMessage received)
          || received.getJmsSession() == null) {
        return;
      }
      Message run = received.getJmsMessage();
      Session session = received.getJmsSession();
      begun
          .getExchangeExtension()
          .addOnCompletion(
              new SynchronizationAdapter() {
                @Override
                public void onComplete(Exchange exchange) {
                  if (exchange.isRollbackOnly()) {
                    return;
                  }
                  try {
                    tell(run, session, routeId);
                  } catch (JMSException e) {
                    // Nothing of this exchange is committed, and it is tried again.
                    exchange.setException(e);
                  }
                }

                @Override
                public boolean allowHandover() {
                  return false;
                }
              });
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {}

    @Override
    public void onInit(Route route) {}

    @Override
    public void onRemove(Route route) {}

    @Override
    public void onStart(Route route) {}

    @Override
    public void onStop(Route route) {}

    @Override
    public void onSuspend(Route route) {}

    @Override
    public void onResume(Route route) {}
  }
}
