package org.extendrouter.check.trial;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.CopiedFile;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;
import org.extendrouter.routes.RouteInventory;
import org.extendrouter.routes.TemplateParameters;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Reads and builds routes in a Camel context that never starts, so that unknown components,
 * options, beans and placeholders show and nothing is opened. Beans are stand-ins: instances that
 * were never constructed.
 */
public final class RouteTrial implements AutoCloseable {

  private final DefaultCamelContext camel;
  private final Model model;
  private final Map<RouteFile, List<RoutesBuilder>> builders = new LinkedHashMap<>();

  /**
   * What comes of a file.
   *
   * @param routes its routes, as far as they can be read
   * @param faults why Camel cannot read all of them; empty if it can
   */
  public record Outcome(Routes routes, List<Fault> faults) {

    /**
     * A file that cannot be read.
     *
     * @param faults why not
     * @return an outcome without routes
     */
    public static Outcome failed(List<Fault> faults) {
      return new Outcome(new Routes(List.of(), List.of()), faults);
    }
  }

  /**
   * A trial.
   *
   * @param environment the settings that placeholders name
   * @param beans the definitions of the beans that routes may name; none is created
   */
  public RouteTrial(Environment environment, ListableBeanFactory beans) {
    camel = new DefaultCamelContext(new DefaultRegistry(new BeanStandIns(beans)));
    camel.getPropertiesComponent().addPropertiesSource(new Settings(environment));
    camel.init();
    model = camel.getCamelContextExtension().getContextPlugin(Model.class);
  }

  /**
   * Fills in {@code {{...}}}.
   *
   * @param text with placeholders or without
   * @return the text with the settings that they name
   * @throws IllegalArgumentException if there is no such setting
   */
  public String resolved(String text) {
    return camel.resolvePropertyPlaceholders(text);
  }

  /**
   * Reads one file.
   *
   * @param file the file
   * @return its routes, or why Camel cannot read it
   */
  public Outcome read(RouteFile file) {
    ExtendedCamelContext extension = camel.getCamelContextExtension();
    ErrorHandlerFactory before = extension.getErrorHandlerFactory();
    try {
      byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
      for (RoutesBuilder builder :
          PluginHelper.getRoutesLoader(camel)
              .findRoutesBuilders(ResourceHelper.fromBytes(file.location(), content))) {
        if (builder instanceof RouteConfigurationsBuilder configurations) {
          camel.addRoutesConfigurations(configurations);
        }
        camel.addRoutes(builder);
        builders.computeIfAbsent(file, ignored -> new ArrayList<>()).add(builder);
      }
      Routes found = Routes.of(camel);
      // Another file may use the same ids; that is told with both places.
      model.removeRouteDefinitions(found.routes());
      // Of these Camel notes neither the file nor the line.
      found.routes().stream()
          .filter(route -> Boolean.TRUE.equals(route.isRest()))
          .filter(route -> route.getInput().getLocation() == null)
          .forEach(service -> service.getInput().setLocation(file.location()));
      for (RouteConfigurationDefinition common : found.configurations()) {
        common.setLocation(file.location());
        model.removeRouteConfiguration(common);
      }
      boolean forAll = extension.getErrorHandlerFactory() != before;
      return new Outcome(found, forAll ? List.of(handlerForAll(file)) : List.of());
    } catch (Exception e) {
      return Outcome.failed(List.of(CamelFailure.fault(file, null, e)));
    } finally {
      extension.setErrorHandlerFactory(before);
    }
  }

  private static Fault handlerForAll(RouteFile file) {
    return new Fault(
        RoutePlaces.place(file, null, "errorHandler"),
        "an errorHandler outside of a route holds for the router's own, too",
        "put it into your route, beside its from");
  }

  /**
   * Compares a file with that of the router's own whose place it takes.
   *
   * @param file a file in the role {@link Role#OVERRIDE}
   * @param copy what was read of it
   * @return what it does in another way, as {@link CopiedFile} says
   */
  public Stream<Fault> warnings(RouteFile file, Routes copy) {
    return CopiedFile.warnings(file, read(RouteInventory.original(file)).routes(), copy);
  }

  /**
   * Makes the routes of a file that are made of templates, once all files have been read.
   *
   * @param file the file
   * @return these routes, and why Camel cannot make them all
   */
  public Outcome templated(RouteFile file) {
    List<Fault> faults = new ArrayList<>();
    try {
      for (RoutesBuilder builder : builders.getOrDefault(file, List.of())) {
        camel.addTemplatedRoutes(builder);
      }
    } catch (Exception e) {
      faults.add(CamelFailure.fault(file, null, e));
    }
    List<RouteDefinition> made = List.copyOf(model.getRouteDefinitions());
    try {
      model.removeRouteDefinitions(made);
    } catch (Exception e) {
      faults.add(CamelFailure.fault(file, null, e));
    }
    return new Outcome(new Routes(made, List.of()), faults);
  }

  /**
   * Builds what was read from a file; step by step where that fails, so that one fault hides no
   * other.
   *
   * @param file the file
   * @param read its routes
   * @return what is wrong; empty if nothing is
   */
  public List<Fault> faults(RouteFile file, Routes read) {
    StepTrial steps = new StepTrial(camel, model.getModelReifierFactory(), file);
    ConstantNumbers numbers = new ConstantNumbers(camel, RoutePlaces.of(List.of(file)));
    Set<Fault> faults = new LinkedHashSet<>();
    for (RouteDefinition route : read.routes()) {
      Properties parameters = new Properties();
      parameters.putAll(TemplateParameters.of(route));
      camel.getPropertiesComponent().setLocalProperties(parameters);
      List<Fault> endpoints = new ArrayList<>(steps.faults(SendFinder.of(route).toList()));
      endpoints.addAll(steps.polled(route.getOutputs()));
      endpoints.addAll(numbers.faults(route.getOutputs()));
      faults.addAll(faults(file, route, steps, endpoints));
      camel.getPropertiesComponent().setLocalProperties(null);
    }
    for (RouteConfigurationDefinition common : read.configurations()) {
      for (ProcessorDefinition<?> handler : Routes.handlers(common)) {
        faults.addAll(steps.faults(new RouteDefinition(StepTrial.NOWHERE), handler.getOutputs()));
        faults.addAll(steps.polled(handler.getOutputs()));
        faults.addAll(numbers.faults(handler.getOutputs()));
      }
      faults.addAll(steps.faults(SendFinder.of(common).toList()));
    }
    return List.copyOf(faults);
  }

  private List<Fault> faults(
      RouteFile file, RouteDefinition route, StepTrial steps, List<Fault> endpoints) {
    Optional<Fault> whole = Attempt.fault(file, route.getInput(), () -> steps.build(route));
    if (whole.isEmpty()) {
      return endpoints;
    }
    List<Fault> parts = new ArrayList<>();
    Attempt.fault(file, route.getInput(), () -> camel.getEndpoint(route.getEndpointUrl()))
        .ifPresent(parts::add);
    parts.addAll(steps.faults(route, route.getOutputs()));
    parts.addAll(endpoints);
    return parts.isEmpty() ? List.of(whole.get()) : parts;
  }

  @Override
  public void close() {
    camel.shutdown();
  }

  /** What placeholders stand for. */
  private record Settings(Environment environment) implements PropertiesSource {

    @Override
    public String getName() {
      return "environment";
    }

    @Override
    public String getProperty(String name) {
      return environment.getProperty(name);
    }
  }
}
