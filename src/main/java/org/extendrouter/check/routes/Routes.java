package org.extendrouter.check.routes;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/**
 * Routes as they were read.
 *
 * @param routes the routes
 * @param configurations what holds for several of them
 */
public record Routes(
    List<RouteDefinition> routes, List<RouteConfigurationDefinition> configurations) {

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
        List.copyOf(model.getRouteConfigurationDefinitions()));
  }

  /**
   * All steps.
   *
   * @param outputs those of a route or a step
   * @return they and the steps within them, in the order in which they are written
   */
  @SuppressWarnings({"rawtypes", "unchecked"})
  public static Stream<ProcessorDefinition<?>> steps(List<ProcessorDefinition<?>> outputs) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(
        (List) outputs, (Class) ProcessorDefinition.class)
        .stream();
  }

  /**
   * The endpoint that a step, or the entrance of a route, names.
   *
   * @param node the step or entrance
   * @return its address with all options; null if it names none, or one that varies by message
   */
  public static String uri(NamedNode node) {
    String uri = address(node);
    return uri == null || uri.contains("${") ? null : uri;
  }

  /**
   * The endpoint that a step, or the entrance of a route, names, also if it varies by message.
   *
   * @param node the step or entrance
   * @return its address with all options, as it is written; null if it names none
   */
  public static String address(NamedNode node) {
    return node instanceof EndpointRequiredDefinition fixed
        ? fixed.getEndpointUri()
        // A wire tap is one, too; many are written without anything dynamic in them.
        : node instanceof ToDynamicDefinition dynamic ? dynamic.getUri() : null;
  }
}
