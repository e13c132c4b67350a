package org.extendrouter.triage;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    return queues().anyMatch(queue::equals);
  }

  /** Those of all branches that are delivered, in the order of the alphabet. */
  SortedSet<String> names() {
    return queues()
        .filter(queue -> queue.startsWith(QueueNames.ACCEPT_PREFIX))
        .map(queue -> queue.substring(QueueNames.ACCEPT_PREFIX.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<String> queues() {
    return camel.getRoutes().stream()
        .map(route -> routes.queue(route.getEndpoint().getEndpointUri()))
        .flatMap(Optional::stream);
  }
}
