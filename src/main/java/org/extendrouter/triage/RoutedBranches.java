package org.extendrouter.triage;

import org.apache.camel.CamelContext;
import org.springframework.stereotype.Component;

/** The branches whose queue a route of this Camel context consumes, suspended or not. */
@Component
final class RoutedBranches implements Branches {

  private final CamelContext camel;

  RoutedBranches(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public boolean areDelivered(String branch) {
    String queue = QUEUE_PREFIX + branch;
    return camel.getRoutes().stream()
        .map(route -> route.getEndpoint().getEndpointUri().split("\\?", 2)[0])
        .anyMatch(
            source -> source.equals("jms://" + queue) || source.equals("jms://queue:" + queue));
  }
}
