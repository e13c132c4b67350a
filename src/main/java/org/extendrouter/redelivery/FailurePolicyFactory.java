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

  FailurePolicyFactory(Redelivery redelivery, GiveUp giveUp, RouterRoutes routes) {
    this.policy = new FailurePolicy(redelivery, giveUp);
    this.routes = routes;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return routes.include(context, route) ? policy : null;
  }
}
