package org.extendrouter.destination;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.extendrouter.commit.AfterCommit;
import org.extendrouter.redelivery.Redelivery;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.schedule.RouterClock;
import org.springframework.stereotype.Component;

/** Has the deliveries of all routes from {@code jms:} counted and told, whoever wrote them. */
@Component
final class DeliveryWatch implements RoutePolicyFactory {

  private final RouterRoutes routes;
  private final AfterCommit afterCommit;
  private final Redelivery redelivery;
  private final Clock clock;
  private final MeterRegistry registry;

  DeliveryWatch(
      RouterRoutes routes,
      AfterCommit afterCommit,
      Redelivery redelivery,
      @RouterClock Clock clock,
      MeterRegistry registry) {
    this.routes = routes;
    this.afterCommit = afterCommit;
    this.redelivery = redelivery;
    this.clock = clock;
    this.registry = registry;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode node) {
    return routes
        .queue(camel, node)
        .map(
            queue ->
                new DeliveredMessages(routeId, queue, afterCommit, redelivery, clock, registry))
        .orElse(null);
  }
}
