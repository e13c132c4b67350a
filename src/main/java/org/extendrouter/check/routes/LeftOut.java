package org.extendrouter.check.routes;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.routes.RouteFile;

/**
 * What a file that takes the place of one of the router's own does no longer do: what went there
 * may end without a trace.
 */
public final class LeftOut {

  private LeftOut() {}

  /**
   * Compares the two.
   *
   * @param file the installation's
   * @param original what is in the jar's
   * @param copy what is in the installation's
   * @return one warning; empty if nothing is left out
   */
  public static Stream<Fault> warnings(RouteFile file, Routes original, Routes copy) {
    Set<String> left = new LinkedHashSet<>();
    for (RouteDefinition route : original.routes()) {
      copy.routes().stream()
          .filter(other -> Objects.equals(other.getRouteId(), route.getRouteId()))
          .findFirst()
          .ifPresentOrElse(
              other -> left.addAll(missing(route, other)),
              () -> left.add("the route " + route.getRouteId()));
    }
    return left.isEmpty()
        ? Stream.empty()
        : Stream.of(
            new Fault(
                file.path(),
                "leaves out of the jar's %s: %s".formatted(file.name(), String.join(", ", left)),
                "put it back, unless you know what becomes of events without it"));
  }

  private static Set<String> missing(RouteDefinition original, RouteDefinition copy) {
    Set<String> contents = contents(original).collect(Collectors.toCollection(LinkedHashSet::new));
    contents.removeAll(contents(copy).collect(Collectors.toSet()));
    return contents;
  }

  private static Stream<String> contents(RouteDefinition route) {
    return Stream.of(
            Stream.of("from " + worded(route.getInput().getEndpointUri())),
            Stream.ofNullable(route.getRouteConfigurationId())
                .map(id -> "routeConfigurationId " + id),
            Routes.steps(route.getOutputs())
                .filter(step -> step.getDisabled() == null)
                .flatMap(LeftOut::content))
        .flatMap(contents -> contents);
  }

  /** Options after a question mark may be secrets, and would not be shown. */
  private static String worded(String uri) {
    return uri.replaceFirst("\\?", " with ").replace("&", " and ");
  }

  private static Stream<String> content(ProcessorDefinition<?> step) {
    if (step instanceof BeanDefinition bean) {
      return Stream.of("bean %s.%s".formatted(bean.getRef(), bean.getMethod()));
    }
    if (step instanceof ChoiceDefinition choice) {
      return Stream.concat(
          choice.getWhenClauses().stream().map(when -> "when " + when.getExpression()),
          Stream.ofNullable(choice.getOtherwise()).map(otherwise -> "otherwise"));
    }
    if (step instanceof FilterDefinition filter) {
      return Stream.of("filter " + filter.getExpression());
    }
    if (step instanceof SetHeaderDefinition header) {
      return Stream.of("setHeader %s %s".formatted(header.getName(), header.getExpression()));
    }
    return step instanceof RemoveHeadersDefinition
        ? Stream.of(step.getLabel())
        : SendFinder.of(step).map(send -> step.getShortName() + " " + worded(send.uri()));
  }
}
