package org.extendrouter.check.routes;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SamplingDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.StopDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.routes.RouteFile;

/**
 * What a file that takes the place of one of the router's own does in another way: what it does no
 * longer, or only for some events, may let events end without a trace.
 */
public final class CopiedFile {

  private CopiedFile() {}

  /**
   * Compares the two, route by route.
   *
   * @param file the installation's
   * @param original what is in the jar's
   * @param copy what is in the installation's
   * @return a warning of what is left out, and one of what may keep events back
   */
  public static Stream<Fault> warnings(RouteFile file, Routes original, Routes copy) {
    Set<String> left = new LinkedHashSet<>();
    Set<String> added = new LinkedHashSet<>();
    for (RouteDefinition route : original.routes()) {
      copy.routes().stream()
          .filter(other -> Objects.equals(other.getRouteId(), route.getRouteId()))
          .findFirst()
          .ifPresentOrElse(
              other -> {
                left.addAll(without(contents(route), contents(other)));
                added.addAll(without(conditions(other), conditions(route)));
              },
              () -> left.add("the route " + route.getRouteId()));
    }
    return Stream.concat(
        warning(
            file,
            "leaves out of the jar's %s: %s",
            left,
            "put it back, unless you know what becomes of events without it"),
        warning(
            file,
            "keeps events back that the jar's %s does not: %s",
            added,
            "make sure that those go elsewhere, since they are gone otherwise"));
  }

  private static Stream<Fault> warning(
      RouteFile file, String problem, Set<String> what, String fix) {
    return what.isEmpty()
        ? Stream.empty()
        : Stream.of(
            new Fault(file.path(), problem.formatted(file.name(), String.join(", ", what)), fix));
  }

  private static Set<String> without(Stream<String> all, Stream<String> others) {
    Set<String> rest = all.collect(Collectors.toCollection(LinkedHashSet::new));
    rest.removeAll(others.collect(Collectors.toSet()));
    return rest;
  }

  private static Stream<String> contents(RouteDefinition route) {
    return Stream.of(
            Stream.of("from " + worded(route.getInput().getEndpointUri())),
            Stream.ofNullable(route.getRouteConfigurationId())
                .map(id -> "routeConfigurationId " + id),
            steps(route).flatMap(CopiedFile::content),
            conditions(route))
        .flatMap(contents -> contents);
  }

  /** What some events do not pass. */
  private static Stream<String> conditions(RouteDefinition route) {
    return steps(route).flatMap(CopiedFile::condition);
  }

  private static Stream<ProcessorDefinition<?>> steps(RouteDefinition route) {
    return Routes.steps(route.getOutputs()).filter(step -> Routes.isEnabled(step.getDisabled()));
  }

  private static Stream<String> condition(ProcessorDefinition<?> step) {
    if (step instanceof ChoiceDefinition choice) {
      return choice.getWhenClauses().stream().map(when -> "when " + when.getExpression());
    }
    if (step instanceof FilterDefinition filter) {
      return Stream.of("filter " + filter.getExpression());
    }
    return step instanceof StopDefinition
            || step instanceof SamplingDefinition
            || step instanceof LoopDefinition
            || step instanceof AggregateDefinition
            || step instanceof IdempotentConsumerDefinition
        ? Stream.of(step.getShortName())
        : Stream.empty();
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
      return Stream.ofNullable(choice.getOtherwise()).map(otherwise -> "otherwise");
    }
    if (step instanceof SetHeaderDefinition header) {
      return Stream.of("setHeader %s %s".formatted(header.getName(), header.getExpression()));
    }
    return step instanceof RemoveHeadersDefinition
        ? Stream.of(step.getLabel())
        : SendFinder.of(step).map(send -> step.getShortName() + " " + worded(send.uri()));
  }
}
