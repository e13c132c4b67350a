package org.extendrouter.destination;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.extendrouter.names.MeterNames;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.redelivery.Redelivery;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The destinations of all routes from {@code jms:}; probes those that are down. */
@Component
public class DestinationWatch implements RoutePolicyFactory {

  private final RouterRoutes routes;
  private final RedeliveryProperties properties;
  private final Redelivery redelivery;
  private final Clock clock;
  private final MeterRegistry registry;
  private final ObjectProvider<DestinationState> states;
  private final ObjectProvider<QueueWatch> queues;
  private final Map<String, Destination> byRoute = new ConcurrentSkipListMap<>();

  /**
   * Asks for nothing that may need the Camel context, which is made of beans that need this one.
   */
  DestinationWatch(
      RouterRoutes routes,
      RedeliveryProperties properties,
      Redelivery redelivery,
      @RouterClock Clock clock,
      MeterRegistry registry,
      ObjectProvider<DestinationState> states,
      ObjectProvider<QueueWatch> queues) {
    this.routes = routes;
    this.properties = properties;
    this.redelivery = redelivery;
    this.clock = clock;
    this.registry = registry;
    this.states = states;
    this.queues = queues;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode node) {
    return routes.takeFromQueue(camel, node) ? destination(routeId) : null;
  }

  private Destination destination(String routeId) {
    List<DestinationState> known =
        states.stream().filter(state -> state.routeId().equals(routeId)).toList();
    Destination destination =
        new Destination(
            routeId,
            properties.delay(),
            clock,
            redelivery,
            () -> known.stream().anyMatch(DestinationState::isDown),
            queue -> queues.getObject().emptyAt(queue));
    byRoute.put(routeId, destination);
    Gauge.builder("extend.destination.down", () -> byRoute.get(routeId).secondsDown())
        .description("For how long a route's destination has been down; 0 while it is up")
        .baseUnit("seconds")
        .tag(MeterNames.ROUTE, routeId)
        .register(registry);
    return destination;
  }

  Collection<Destination> all() {
    return byRoute.values();
  }

  /**
   * Whether what takes from a queue delivers to a destination that is down, which health tells.
   *
   * @param queue its name
   * @return true if it is down
   */
  public boolean isDown(String queue) {
    return all().stream()
        .anyMatch(
            destination -> destination.down().isPresent() && destination.queue().equals(queue));
  }

  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedDelay = 100)
  void probe() {
    all().forEach(Destination::probe);
  }
}
