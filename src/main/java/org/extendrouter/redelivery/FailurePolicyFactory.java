package org.extendrouter.redelivery;

import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.extendrouter.routes.RouterRoutes;
import org.springframework.stereotype.Component;

/** Gives each of the router's routes the policy for failures, staff's included. */
@Component
class FailurePolicyFactory implements RoutePolicyFactory {

  private final FailurePolicy policy;

  private final RouterRoutes routes;
  private final DeadLetterCount deadLetters;

  FailurePolicyFactory(
      Redelivery redelivery, GiveUp giveUp, RouterRoutes routes, DeadLetterCount deadLetters) {
    this.policy = new FailurePolicy(redelivery, giveUp);
    this.routes = routes;
    this.deadLetters = deadLetters;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    if (!routes.include(context, route)) {
      return null;
    }
    routes.queue(context, route).ifPresent(queue -> deadLetters.consumes(routeId, queue));
    return policy;
  }
}
