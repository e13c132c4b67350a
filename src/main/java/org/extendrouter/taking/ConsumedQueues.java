package org.extendrouter.queues;

import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
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
    CamelContext context = camel.getObject();
    Set<String> names = new TreeSet<>();
    for (RouteDefinition route :
        context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()) {
      String uri = RouterRoutes.entrance(context, route);
      if (routes.queue(uri).isPresent()
          && context.getEndpoint(uri) instanceof JmsEndpoint endpoint
          && !endpoint.isPubSubDomain()) {
        names.add(endpoint.getDestinationName());
      }
    }
    return names;
  }
}
