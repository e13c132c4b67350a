package org.extendrouter.triage;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    return routes.queues(camel).contains(QueueNames.ACCEPT_PREFIX + branch);
  }

  /** Those of all branches that are delivered, in the order of the alphabet. */
  SortedSet<String> names() {
    return routes.queues(camel).stream()
        .filter(queue -> queue.startsWith(QueueNames.ACCEPT_PREFIX))
        .map(queue -> queue.substring(QueueNames.ACCEPT_PREFIX.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
