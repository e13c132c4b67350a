package org.extendrouter.check.routes;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetVariablesDefinition;
import org.apache.camel.model.StepDefinition;

/**
 * Routes as they were read.
 *
 * @param routes the routes
 * @param configurations what holds for several of them
 * @param restPath what the paths of rest services begin with; empty in most cases
 */
public record Routes(
    List<RouteDefinition> routes,
    List<RouteConfigurationDefinition> configurations,
    String restPath) {

  private static final String ALL = "*";

  /**
   * Routes, none of which is a rest service with a path that others share.
   *
   * @param routes the routes
   * @param configurations what holds for several of them
   */
  public Routes(List<RouteDefinition> routes, List<RouteConfigurationDefinition> configurations) {
    this(routes, configurations, "");
  }

  /**
   * What a context holds now.
   *
   * @param camel the context
   * @return copies of its lists
   */
  public static Routes of(CamelContext camel) {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    return new Routes(
        List.copyOf(model.getRouteDefinitions()),
        List.copyOf(model.getRouteConfigurationDefinitions()),
        Objects.requireNonNullElse(camel.getRestConfiguration().getContextPath(), ""));
  }

  /**
   * These routes and others.
   *
   * @param others the others
   * @return both
   */
  public Routes and(Routes others) {
    return new Routes(
        Stream.concat(routes.stream(), others.routes.stream()).toList(),
        Stream.concat(configurations.stream(), others.configurations.stream()).toList(),
        others.restPath.isEmpty() ? restPath : others.restPath);
  }

  /**
   * All steps.
   *
   * @param outputs those of a route or a step
   * @return they and the steps within them, in the order in which they are written; a step that
   *     sets several headers or variables is followed by one for each
   */
  @SuppressWarnings({"rawtypes", "unchecked"})
  public static Stream<ProcessorDefinition<?>> steps(
      List<? extends ProcessorDefinition<?>> outputs) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(
            (List) outputs, (Class) ProcessorDefinition.class)
        .stream()
        .flatMap(step -> withEachOf((ProcessorDefinition<?>) step));
  }

  /**
   * Whether a step is surely none of those that are taken out of their route.
   *
   * @param disabled what is written to take it out; null for nothing
   * @return true for nothing, and for "false"
   */
  public static boolean isEnabled(String disabled) {
    return disabled == null || "false".equalsIgnoreCase(disabled);
  }

  /**
   * The steps that each message comes to, unless one before fails.
   *
   * @param outputs those of a route, a handler or a step
   * @param isEnabled tells those that are not taken out
   * @return they, and those within steps that only hold others together
   */
  public static Stream<ProcessorDefinition<?>> unconditional(
      List<ProcessorDefinition<?>> outputs, Predicate<ProcessorDefinition<?>> isEnabled) {
    return outputs.stream()
        .filter(isEnabled)
        .flatMap(
            step ->
                step instanceof MulticastDefinition
                        || step instanceof PipelineDefinition
                        || step instanceof StepDefinition
                    ? unconditional(step.getOutputs(), isEnabled)
                    : Stream.of(step));
  }

  private static Stream<ProcessorDefinition<?>> withEachOf(ProcessorDefinition<?> step) {
    List<? extends ProcessorDefinition<?>> several =
        step instanceof SetHeadersDefinition headers
            ? headers.getHeaders()
            : step instanceof SetVariablesDefinition variables
                ? variables.getVariables()
                : List.of();
    return Stream.concat(Stream.of(step), several.stream());
  }

  /**
   * Whether a configuration holds for all routes.
   *
   * @param common the configuration
   * @return true without an id, or with the one by which Camel takes it for all
   */
  public static boolean isForAll(RouteConfigurationDefinition common) {
    return !common.hasCustomIdAssigned() || ALL.equals(common.getId());
  }

  /**
   * What holds for the steps of several routes.
   *
   * @param common a configuration
   * @return its handlers and interceptors, which hold steps of their own
   */
  public static List<ProcessorDefinition<?>> handlers(RouteConfigurationDefinition common) {
    return Stream.<List<? extends ProcessorDefinition<?>>>of(
            common.getOnExceptions(),
            common.getOnCompletions(),
            common.getIntercepts(),
            common.getInterceptFroms())
        .<ProcessorDefinition<?>>flatMap(List::stream)
        .toList();
  }
}
