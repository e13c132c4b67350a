package org.extendrouter.check.wiring;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.names.QueueNames;
import org.extendrouter.routes.RouteFile;

/**
 * How routes are connected: what each consumes and sends, by names such as {@code
 * jms:extend.inbox}.
 *
 * @param routes all routes
 * @param consumers the routes that consume each name
 * @param senders the steps that send to each name: the first of each route and handler
 * @param sends all that routes and handlers send to, in the order of the routes
 * @param configurations what holds for several routes
 * @param places where they stand
 * @param brokerEmbedded whether the broker is the router's own, so that nobody else consumes its
 *     queues
 * @param defaultConsumers how many consumers a route from a queue has that does not say
 * @param names fills in {@code {{...}}} of addresses
 */
public record Wiring(
    List<WiredRoute> routes,
    Map<String, List<WiredRoute>> consumers,
    Map<String, List<LineNumberAware>> senders,
    List<Send> sends,
    List<RouteConfigurationDefinition> configurations,
    RoutePlaces places,
    boolean brokerEmbedded,
    int defaultConsumers,
    EndpointNames names) {

  /**
   * Reads routes.
   *
   * @param all the routes
   * @param files the files they come from; routes of other sources are looked at, too
   * @param placeholders fills in {@code {{...}}}; what it fails on is taken as it is written
   * @param brokerEmbedded whether the broker is the router's own
   * @param defaultConsumers how many consumers a route from a queue has that does not say
   * @return how they are connected
   */
  public static Wiring of(
      Routes all,
      Collection<RouteFile> files,
      UnaryOperator<String> placeholders,
      boolean brokerEmbedded,
      int defaultConsumers) {
    EndpointNames names = new EndpointNames(placeholders);
    List<WiredRoute> routes =
        all.routes().stream().map(route -> WiredRoute.of(route, all, names.within(route))).toList();
    List<List<Send>> handlers =
        all.configurations().stream().map(common -> SendFinder.of(common).toList()).toList();
    return new Wiring(
        routes,
        grouped(
            routes.stream()
                .filter(route -> !route.source().isEmpty())
                .map(route -> Map.entry(route.source(), route))),
        grouped(
            Stream.concat(
                    routes.stream().map(WiredRoute::targets),
                    handlers.stream().map(sends -> WiredRoute.targets(sends.stream(), names)))
                .flatMap(targets -> targets.entrySet().stream())),
        Stream.concat(routes.stream().map(WiredRoute::sends), handlers.stream())
            .flatMap(List::stream)
            .distinct()
            .toList(),
        all.configurations(),
        RoutePlaces.of(files),
        brokerEmbedded,
        defaultConsumers,
        names);
  }

  /**
   * Whether nobody else may consume something. Of a broker that others use, too, any of them may
   * consume a queue that is not the router's.
   *
   * @param name a queue or entrance
   * @return true if what consumes it is among the routes
   */
  public boolean isRoutersAlone(String name) {
    return brokerEmbedded
        || EndpointNames.queue(name).startsWith(QueueNames.PREFIX)
        || !name.startsWith(EndpointNames.JMS);
  }

  private static <T> Map<String, List<T>> grouped(Stream<Map.Entry<String, T>> byName) {
    Map<String, List<T>> groups =
        byName.collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                LinkedHashMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));
    return Collections.unmodifiableMap(groups);
  }

  /**
   * The routes that consume a name.
   *
   * @param name a queue or entrance
   * @return the routes; empty if none consumes it
   */
  public List<WiredRoute> consumersOf(String name) {
    return consumers.getOrDefault(name, List.of());
  }

  /**
   * The routes that receive webhooks.
   *
   * @return one, unless something is wrong
   */
  public Stream<WiredRoute> first() {
    return routes.stream().filter(WiredRoute::isFirst);
  }

  /**
   * The routes that one calls and comes back from.
   *
   * @param caller the route
   * @return those from the {@code direct:} names that it sends to
   */
  public Stream<WiredRoute> called(WiredRoute caller) {
    return caller.targets().keySet().stream()
        .filter(target -> target.startsWith(EndpointNames.DIRECT))
        .flatMap(target -> consumersOf(target).stream());
  }

  /**
   * The steps that take from endpoints.
   *
   * @return those of all routes
   */
  public Stream<Poll> polls() {
    return routes.stream().flatMap(route -> route.polls().stream());
  }

  /**
   * The branches that have a route.
   *
   * @return the name of each, with the file of its route, or the route's id if it has no file, and
   *     a word if it has a precondition
   */
  public Map<String, String> branches() {
    Map<String, String> branches = new LinkedHashMap<>();
    consumers.forEach(
        (source, takers) -> {
          if (source.startsWith(EndpointNames.BRANCH)) {
            branches.put(source.substring(EndpointNames.BRANCH.length()), origin(takers.get(0)));
          }
        });
    return branches;
  }

  private String origin(WiredRoute route) {
    RouteFile file = places.home(route.definition());
    String name = file == null ? "route " + route.definition().getRouteId() : file.path();
    return route.definition().getPrecondition() == null
        ? name
        : name + " (if its precondition is true)";
  }

  /**
   * Where a route stands.
   *
   * @param route the route
   * @param mention what the line in question holds
   * @return its file and line, for the place of a fault
   */
  public String place(WiredRoute route, String mention) {
    return place(List.of(route), mention);
  }

  /**
   * Where routes stand.
   *
   * @param of the routes; at least one
   * @param mention what the line in question holds
   * @return their files and lines, for the place of a fault
   */
  public String place(List<WiredRoute> of, String mention) {
    return places.place(
        of.stream()
            .map(WiredRoute::definition)
            .map(route -> route.getLocation() == null ? route.getInput() : route)
            .toList(),
        mention);
  }
}
