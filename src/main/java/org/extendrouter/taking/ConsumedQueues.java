package org.extendrouter.taking;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.extendrouter.routes.RouterRoutes;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The queues that routes take messages from, whether or not they have started yet. */
@Component
public class ConsumedQueues {

  private final ObjectProvider<CamelContext> camel;
  private final RouterRoutes routes;

  /**
   * Does not ask for the context yet: it is made of beans that need this one, and Spring leaves out
   * of a map of beans, without a word, what is in such a circle; here the policies of the routes.
   */
  ConsumedQueues(ObjectProvider<CamelContext> camel, RouterRoutes routes) {
    this.camel = camel;
    this.routes = routes;
  }

  /**
   * Their names.
   *
   * @return the names, in order; empty before the routes have been read
   */
  public Set<String> names() {
    return takers().keySet();
  }

  /**
   * The routes that a queue waits for. One that is suspended goes on by itself, or is held by
   * somebody who knows.
   *
   * @param queue its name
   * @return the ids of its routes if all of them are stopped; empty if one is not
   */
  public List<String> stopped(String queue) {
    List<String> ids = takers().getOrDefault(queue, List.of());
    return ids.stream().allMatch(this::isStopped) ? ids : List.of();
  }

  private boolean isStopped(String id) {
    ServiceStatus status = camel.getObject().getRouteController().getRouteStatus(id);
    return status == null || status.isStopped();
  }

  private SortedMap<String, List<String>> takers() {
    CamelContext context = camel.getObject();
    SortedMap<String, List<String>> takers = new TreeMap<>();
    for (RouteDefinition route :
        context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()) {
      String uri = RouterRoutes.entrance(context, route);
      if (routes.queue(uri).isPresent()
          && context.getEndpoint(uri) instanceof JmsEndpoint endpoint
          && !endpoint.isPubSubDomain()) {
        takers
            .computeIfAbsent(endpoint.getDestinationName(), queue -> new ArrayList<>())
            .add(route.getRouteId());
      }
    }
    return takers;
  }
}
