package org.extendrouter.overdue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.extendrouter.commit.DonePolicy;
import org.extendrouter.redelivery.Redelivery;
import org.extendrouter.routes.RouterRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Remembers what messages failed on at this router since its start: the broker knows that one waits
 * for its next attempt, and not why.
 */
@Component
public final class FailedAttempts implements RoutePolicyFactory {

  private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);

  /** Some hundred bytes each. While more fail, those that were tried last are told. */
  private static final int MOST = 1000;

  private final RouterRoutes routes;
  private final Redelivery redelivery;

  /** The one that failed longest ago is the first. */
  private final Map<String, LastFailure> byMessage = new LinkedHashMap<>();

  FailedAttempts(RouterRoutes routes, Redelivery redelivery) {
    this.routes = routes;
    this.redelivery = redelivery;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode node) {
    return routes.takeFromQueue(camel, node) ? new Watch(routeId) : null;
  }

  /**
   * Why a message waits for its next attempt.
   *
   * @param messageId its JMS message id
   * @return empty if that is not known, as after a start, or where another router has tried it
   */
  public Optional<LastFailure> of(String messageId) {
    synchronized (byMessage) {
      return Optional.ofNullable(byMessage.get(messageId));
    }
  }

  private void remember(String messageId, LastFailure failure) {
    synchronized (byMessage) {
      byMessage.remove(messageId);
      byMessage.put(messageId, failure);
      if (byMessage.size() > MOST) {
        byMessage.remove(byMessage.keySet().iterator().next());
      }
    }
  }

  private final class Watch extends DonePolicy {

    Watch(String routeId) {
      super(routeId);
    }

    @Override
    protected void failed(Exchange exchange, Message message) {
      Throwable failure =
          exchange.getException() == null
              ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
              : exchange.getException();
      try {
        remember(
            message.getJMSMessageID(),
            new LastFailure(
                message.getIntProperty("JMSXDeliveryCount"),
                failure == null ? "the route rolled it back" : redelivery.describe(failure)));
      } catch (JMSException e) {
        LOG.debug("a failure is not remembered", e);
      }
    }
  }
}
