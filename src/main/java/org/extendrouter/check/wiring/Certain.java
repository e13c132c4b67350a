package org.extendrouter.check.wiring;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SamplingDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.support.PatternHelper;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.Send;

/**
 * What a route does with each message, whatever is in the message.
 *
 * @param targets the names that it sends each message to, unless a step before fails
 * @param passes whether no step fails, or ends the route, because of what is in a message
 */
record Certain(Set<String> targets, boolean passes) {

  static Certain of(
      RouteDefinition route, List<RouteConfigurationDefinition> common, EndpointNames names) {
    List<ProcessorDefinition<?>> interceptors = handlers(route, common);
    boolean mayEnd =
        route.getPrecondition() != null
            || Stream.of(route.getOutputs(), interceptors)
                .flatMap(Routes::steps)
                .anyMatch(Certain::endsTheRoute);
    boolean passes =
        Stream.of(route.getOutputs(), interceptors)
            .flatMap(List::stream)
            .filter(Predicate.not(Certain::isBesideTheRoute))
            .flatMap(step -> Routes.steps(List.of(step)))
            .allMatch(step -> Passing.isSure(step, names));
    return new Certain(mayEnd ? Set.of() : targets(route, names), passes);
  }

  private static Set<String> targets(RouteDefinition route, EndpointNames names) {
    return Routes.unconditional(route.getOutputs(), names::isEnabled)
        .map(Certain::address)
        .map(names::of)
        .filter(name -> !name.isEmpty() && !name.contains(Send.EXPRESSION))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What those say of a route that it names; those for all routes are told for themselves. */
  static List<ProcessorDefinition<?>> namedHandlers(
      RouteDefinition route, List<RouteConfigurationDefinition> common) {
    return handlers(route, common.stream().filter(Predicate.not(Routes::isForAll)).toList());
  }

  private static List<ProcessorDefinition<?>> handlers(
      RouteDefinition route, List<RouteConfigurationDefinition> common) {
    return holding(route, common).stream().map(Routes::handlers).flatMap(List::stream).toList();
  }

  static List<RouteConfigurationDefinition> holding(
      RouteDefinition route, List<RouteConfigurationDefinition> common) {
    return common.stream().filter(configuration -> holdsFor(route, configuration)).toList();
  }

  private static boolean holdsFor(RouteDefinition route, RouteConfigurationDefinition common) {
    return Routes.isForAll(common)
        || Stream.ofNullable(route.getRouteConfigurationId())
            .flatMap(ids -> Stream.of(ids.split(",")))
            .anyMatch(id -> PatternHelper.matchPattern(common.getId(), id.strip()));
  }

  private static boolean endsTheRoute(ProcessorDefinition<?> step) {
    return step instanceof StopDefinition
        || step instanceof ThrowExceptionDefinition
        || step instanceof RollbackDefinition
        || step instanceof ValidateDefinition
        || step instanceof SamplingDefinition;
  }

  /** They run when a step has failed, or when the route has done its work. */
  private static boolean isBesideTheRoute(ProcessorDefinition<?> step) {
    return step instanceof OnExceptionDefinition || step instanceof OnCompletionDefinition;
  }

  private static String address(ProcessorDefinition<?> step) {
    return step instanceof SendDefinition<?> to
        ? to.getEndpointUri()
        : step instanceof ToDynamicDefinition dynamic ? dynamic.getUri() : "";
  }
}
