package org.extendrouter.redelivery;

import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.springframework.stereotype.Component;

/** Gives every route the policy for failures, staff's own routes included. */
@Component
class FailurePolicyFactory implements RoutePolicyFactory {

  private final FailurePolicy policy;

  FailurePolicyFactory(FailurePolicy policy) {
    this.policy = policy;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return policy;
  }
}
