package org.extendrouter.triage;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.extendrouter.names.QueueNames;
import org.extendrouter.routes.RouterRoutes;
import org.springframework.stereotype.Component;

/** The branches whose queue a route of this Camel context consumes, suspended or not. */
@Component
final class RoutedBranches implements Branches {

  private final CamelContext camel;
  private final RouterRoutes routes;

  RoutedBranches(CamelContext camel, RouterRoutes routes) {
    this.camel = camel;
    this.routes = routes;
  }

  @Override
  public boolean areDelivered(String branch) {
    String queue = QueueNames.ACCEPT_PREFIX + branch;
    return camel.getRoutes().stream()
        .map(route -> routes.queue(route.getEndpoint().getEndpointUri()))
        .flatMap(Optional::stream)
        .anyMatch(queue::equals);
  }
}
