package org.extendrouter.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Adds the router's routes to those of an application. In there the components they use have names
 * of their own, and what the application has set up for failures of its routes is not for these.
 */
@Component
@ConditionalOnBooleanProperty(
    name = "extend.standalone",
    havingValue = false,
    matchIfMissing = true)
final class LibraryRoutes implements CamelContextConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(LibraryRoutes.class);

  /** Other queues are the application's. */
  private static final Pattern OWN =
      Pattern.compile("^(?=file:|smtp:|jms:(//)?(queue:)?extend\\.)");

  private final String pattern;

  LibraryRoutes(@Value("${extend.routes}") String pattern) {
    this.pattern = pattern;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    List<RouteDefinition> applications = List.copyOf(model.getRouteDefinitions());
    RouteInventory files = RouteInventory.find(pattern);
    files.notes().forEach(note -> LOG.info("{}", note));
    loadApart(camel, model, files);
    List<RouteDefinition> all = new ArrayList<>(model.getRouteDefinitions());
    for (RouteDefinition route : applications) {
      if (!all.remove(route)) {
        throw new IllegalStateException(
            "The application's route %s has the id of one of the router's: give it another"
                .formatted(route.getRouteId()));
      }
    }
    all.forEach(LibraryRoutes::adopt);
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    // Camel ignores what is thrown here; all is done before.
  }

  /** A route without an error handler takes what holds for all when it is added. */
  private static void loadApart(CamelContext camel, Model model, RouteInventory files) {
    ExtendedCamelContext extension = camel.getCamelContextExtension();
    ErrorHandlerFactory handler = extension.getErrorHandlerFactory();
    List<RouteConfigurationDefinition> inForce = model.getRouteConfigurationDefinitions();
    List<RouteConfigurationDefinition> applications = List.copyOf(inForce);
    try {
      extension.setErrorHandlerFactory(new DefaultErrorHandlerDefinition());
      // To remove them one by one would give them ids, so that they hold for no route any more.
      inForce.clear();
      PluginHelper.getRoutesLoader(camel).loadRoutes(files.resources());
      extension.setErrorHandlerFactory(handler);
      inForce.addAll(0, applications);
    } catch (Exception e) {
      throw new IllegalStateException("the router's routes cannot be read", e);
    }
  }

  private static void adopt(RouteDefinition route) {
    route.setGroup(RouterRoutes.GROUP);
    if (route.getErrorHandlerFactory() instanceof DefaultErrorHandlerDefinition handler
        && !handler.hasRedeliveryPolicy()) {
      // What failed is said in one line, without a stack trace.
      handler.setRedeliveryPolicy(new RedeliveryPolicyDefinition().logExhausted(false));
    }
    // Bodies are bytes, which can be read again as they are.
    if (route.getStreamCache() == null) {
      route.setStreamCache("false");
    }
    route.getInput().setUri(named(route.getInput().getEndpointUri()));
    for (SendDefinition<?> step : steps(route, SendDefinition.class)) {
      step.setUri(named(step.getEndpointUri()));
    }
    for (ToDynamicDefinition step : steps(route, ToDynamicDefinition.class)) {
      step.setUri(named(step.getUri()));
    }
  }

  private static String named(String uri) {
    return uri == null ? null : OWN.matcher(uri).replaceFirst(RouterRoutes.PREFIX);
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static <T extends ProcessorDefinition> Iterable<T> steps(
      RouteDefinition route, Class<T> type) {
    return List.copyOf(
        ProcessorDefinitionHelper.filterTypeInOutputs((List) route.getOutputs(), (Class) type));
  }
}
