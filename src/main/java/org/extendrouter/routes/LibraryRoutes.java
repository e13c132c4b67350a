package org.extendrouter.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.InternalProcessorFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.extendrouter.routes.RouteFile.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Adds the router's routes to those of an application. In there they and the components they use
 * have names of their own, and what the application has set up for failures of its routes is not
 * for these.
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

  private static final String DIRECT = "direct:";

  private final String pattern;

  LibraryRoutes(@Value("${extend.routes}") String pattern) {
    this.pattern = pattern;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    ExtendedCamelContext extension = camel.getCamelContextExtension();
    extension.addContextPlugin(InternalProcessorFactory.class, new UninterceptedSends());
    Model model = extension.getContextPlugin(Model.class);
    RouteInventory files = RouteInventory.find(pattern);
    files.notes().forEach(note -> LOG.info("{}", note));
    List<RouteDefinition> inForce = model.getRouteDefinitions();
    List<RouteDefinition> applications = List.copyOf(inForce);
    // Camel would put a route in the place of one with the same id.
    inForce.clear();
    loadApart(camel, model, files);
    rename(files, inForce, model.getRouteConfigurationDefinitions());
    inForce.addAll(0, applications);
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    // Camel ignores what is thrown here; all is done before.
  }

  /** A route without an error handler takes what holds for all when it is added. */
  private static void loadApart(CamelContext camel, Model model, RouteInventory files) {
    ExtendedCamelContext extension = camel.getCamelContextExtension();
    ErrorHandlerFactory handler = extension.getErrorHandlerFactory();
    Function<RouteDefinition, Boolean> filter = model.getRouteFilter();
    List<RouteConfigurationDefinition> inForce = model.getRouteConfigurationDefinitions();
    List<RouteConfigurationDefinition> applications = List.copyOf(inForce);
    try {
      extension.setErrorHandlerFactory(new DefaultErrorHandlerDefinition());
      model.setRouteFilter(null);
      // To remove them one by one would give them ids, so that they hold for no route any more.
      inForce.clear();
      List<RoutesBuilder> builders = new ArrayList<>();
      for (Resource file : files.resources()) {
        int others = inForce.size();
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(file)) {
          builders.add(builder);
          if (builder instanceof RouteConfigurationsBuilder configurations) {
            camel.addRoutesConfigurations(configurations);
          }
        }
        // Camel says which file a route is from, and not of these.
        inForce.subList(others, inForce.size()).forEach(common -> common.setResource(file));
      }
      for (RoutesBuilder builder : builders) {
        camel.addRoutes(builder);
      }
      extension.setErrorHandlerFactory(handler);
      model.setRouteFilter(filter);
      inForce.addAll(0, applications);
    } catch (Exception e) {
      throw new IllegalStateException("the router's routes cannot be read", e);
    }
  }

  /** Ids and {@code direct:} names are the router's in its own files; branches keep their ids. */
  private static void rename(
      RouteInventory files,
      List<RouteDefinition> routes,
      List<RouteConfigurationDefinition> configurations) {
    Set<String> shipped =
        files.inForce().stream()
            .filter(file -> file.role() == Role.ENGINE || file.role() == Role.OVERRIDE)
            .map(RouteFile::location)
            .collect(Collectors.toSet());
    List<RouteDefinition> own =
        routes.stream().filter(route -> isFrom(shipped, route.getResource())).toList();
    own.forEach(route -> route.setId(RouterRoutes.PREFIX + route.getRouteId()));
    configurations.stream()
        .filter(common -> common.getId() != null && isFrom(shipped, common.getResource()))
        .forEach(common -> common.setId(RouterRoutes.PREFIX + common.getId()));
    Set<String> direct =
        own.stream()
            .map(route -> route.getInput().getEndpointUri())
            .filter(uri -> uri.startsWith(DIRECT))
            .collect(Collectors.toSet());
    routes.forEach(route -> adopt(route, uri -> named(uri, direct)));
  }

  private static boolean isFrom(Set<String> locations, Resource resource) {
    return resource != null && locations.contains(resource.getLocation());
  }

  private static void adopt(RouteDefinition route, UnaryOperator<String> named) {
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
    route.getInput().setUri(named.apply(route.getInput().getEndpointUri()));
    for (SendDefinition<?> step : steps(route, SendDefinition.class)) {
      step.setUri(named.apply(step.getEndpointUri()));
    }
    for (ToDynamicDefinition step : steps(route, ToDynamicDefinition.class)) {
      step.setUri(named.apply(step.getUri()));
    }
  }

  private static String named(String uri, Set<String> direct) {
    if (direct.contains(uri)) {
      return DIRECT + RouterRoutes.PREFIX + uri.substring(DIRECT.length());
    }
    return uri == null ? null : OWN.matcher(uri).replaceFirst(RouterRoutes.PREFIX);
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static <T extends ProcessorDefinition> Iterable<T> steps(
      RouteDefinition route, Class<T> type) {
    return List.copyOf(
        ProcessorDefinitionHelper.filterTypeInOutputs((List) route.getOutputs(), (Class) type));
  }
}
