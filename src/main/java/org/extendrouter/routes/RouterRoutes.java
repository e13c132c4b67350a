package org.extendrouter.routes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which routes are the router's. Standalone all are. In an application it is those of its route
 * files, and those of the application that take messages from its broker; on no other it acts.
 */
@Component
public final class RouterRoutes {

  /** What the names of the router's components and routes begin with in an application. */
  public static final String PREFIX = "extend-";

  /** Camel's group of the routes from route files. */
  static final String GROUP = "extend";

  private static final String JMS = "jms";

  private final boolean standalone;
  private final String jms;

  /** Each event asks, and routes seldom come or go. */
  private volatile Known known = new Known(List.of(), Set.of());

  private record Known(List<Route> routes, Set<String> queues) {}

  /**
   * The routes of one Camel context.
   *
   * @param standalone whether nobody else has routes in it
   */
  public RouterRoutes(@Value("${extend.standalone:false}") boolean standalone) {
    this.standalone = standalone;
    this.jms = standalone ? JMS : PREFIX + JMS;
  }

  /**
   * Whether a route is one of the router's.
   *
   * @param camel where it runs
   * @param route a route
   * @return false for the application's own
   */
  public boolean include(CamelContext camel, NamedNode route) {
    return standalone
        || route instanceof RouteDefinition definition && GROUP.equals(definition.getGroup())
        || takeFromQueue(camel, route);
  }

  /**
   * Whether a route takes messages from a queue of the router's broker.
   *
   * @param camel where it runs
   * @param route a route
   * @return false for all other sources
   */
  public boolean takeFromQueue(CamelContext camel, NamedNode route) {
    return queue(camel, route).isPresent();
  }

  /**
   * The queue of the router's broker that a route takes messages from.
   *
   * @param camel where it runs
   * @param route a route
   * @return its name; nothing for any other source
   */
  public Optional<String> queue(CamelContext camel, NamedNode route) {
    return route instanceof RouteDefinition definition && definition.getInput() != null
        ? queue(entrance(camel, definition))
        : Optional.empty();
  }

  /**
   * The queues of the router's broker that routes take messages from, suspended ones included.
   *
   * @param camel where they run
   * @return their names as of now
   */
  public Set<String> queues(CamelContext camel) {
    List<Route> now = camel.getRoutes();
    Known last = known;
    if (!last.routes().equals(now)) {
      last =
          new Known(
              List.copyOf(now),
              now.stream()
                  .map(route -> queue(route.getEndpoint().getEndpointUri()))
                  .flatMap(Optional::stream)
                  .collect(Collectors.toUnmodifiableSet()));
      known = last;
    }
    return last.queues();
  }

  /**
   * What a route consumes.
   *
   * @param camel where it runs
   * @param route the route
   * @return the address, with its placeholders and the parameters of its template filled in
   */
  public static String entrance(CamelContext camel, RouteDefinition route) {
    return camel.resolvePropertyPlaceholders(
        TemplateParameters.filledIn(route, route.getInput().getEndpointUri()));
  }

  /**
   * The name of one of the router's own routes.
   *
   * @param name its id, or what follows {@code direct:}, in its file
   * @return the same where it runs
   */
  public String own(String name) {
    return (standalone ? "" : PREFIX) + name;
  }

  /**
   * The queue of the router's broker that an endpoint stands for.
   *
   * @param endpointUri the endpoint
   * @return its name; nothing for any other endpoint
   */
  public Optional<String> queue(String endpointUri) {
    return endpointUri.startsWith(jms + ":")
        ? Optional.of(
            endpointUri
                .substring(jms.length() + 1)
                .replaceFirst("^//", "")
                .replaceFirst("^queue:", "")
                .replaceFirst("\\?.*", ""))
        : Optional.empty();
  }
}
