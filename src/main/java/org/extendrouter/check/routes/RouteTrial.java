package org.extendrouter.check.routes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.Service;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.ModelReifierFactory;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.settings.ConfigurationCheck;
import org.extendrouter.routes.RouteFile;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.objenesis.ObjenesisStd;

/**
 * Reads and builds routes in a Camel context that never starts, so that unknown components,
 * options, beans and placeholders show and nothing is opened. Beans are stand-ins: instances that
 * were never constructed.
 */
public final class RouteTrial implements AutoCloseable {

  private static final String NO_SETTING = "there is no setting";
  private static final String NO_BEAN = "there is no bean";
  private static final String NO_COMPONENT = "there is no component \"%s\"";
  private static final String ADD_COMPONENT =
      "check its spelling, or put the component's jars into lib/ and start with -Dloader.path=lib";

  private static final List<Told> TOLD =
      List.of(
          new Told(
              "Unknown parameters=\\[\\{([^=]+)=",
              "the endpoint has no option \"%s\"",
              "check its spelling in Camel's documentation of the component"),
          new Told("No component found with scheme: ([\\w-]+)", NO_COMPONENT, ADD_COMPONENT),
          new Told("No endpoint could be found for: ([\\w-]+):", NO_COMPONENT, ADD_COMPONENT),
          new Told(
              "Property with key \\[([^\\]]+)\\] not found",
              NO_SETTING + " \"%s\"",
              "add it to application.yaml, or check its spelling"),
          new Told(
              "No bean could be found in the registry (?:for|with name): ?#?([\\w.-]+)",
              NO_BEAN + " \"%s\"",
              "check its spelling"),
          new Told(
              "Unknown function: (\\S+)",
              "Simple has no function \"%s\"",
              "check its spelling: ${header.name}, ${body} and ${variable.name} are some"),
          new Told(
              "expected symbol functionEnd but was eol[^\\n]*\\n([^\\n]+)",
              "\"%s\" has a ${ without its }",
              "add the }"),
          new Told(
              "No language could be found for: ([\\w-]+)",
              "there is no expression language \"%s\"",
              "write simple, constant, header, variable or another that Camel has"),
          new Told(
              "Data format '([\\w-]+)' could not be created",
              "there is no data format \"%s\"",
              ADD_COMPONENT),
          new Told(
              "(?s)Method with name: (\\w+) not found",
              "the bean has no method \"%s\"",
              "check its spelling"));

  /** A failure of Camel's that can be said in fewer words. */
  private record Told(Pattern pattern, String problem, String fix) {

    Told(String pattern, String problem, String fix) {
      this(Pattern.compile(pattern), problem, fix);
    }
  }

  private static final String NOWHERE = "direct:nowhere";

  private final DefaultCamelContext camel;
  private final Model model;

  /**
   * A trial.
   *
   * @param environment the settings that placeholders name
   * @param beans the definitions of the beans that routes may name; none is created
   */
  public RouteTrial(Environment environment, ListableBeanFactory beans) {
    camel = new DefaultCamelContext(new DefaultRegistry(new StandIns(beans)));
    camel.getPropertiesComponent().addPropertiesSource(new Settings(environment));
    camel.init();
    model = camel.getCamelContextExtension().getContextPlugin(Model.class);
  }

  /** Fills in {@code {{...}}}. */
  public String resolved(String text) {
    return camel.resolvePropertyPlaceholders(text);
  }

  /**
   * Reads one file.
   *
   * @param file the file
   * @param faults where to add why Camel cannot read it
   * @return its routes
   */
  public Routes read(RouteFile file, List<Fault> faults) {
    try {
      byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
      for (RoutesBuilder builder :
          PluginHelper.getRoutesLoader(camel)
              .findRoutesBuilders(ResourceHelper.fromBytes(file.location(), content))) {
        if (builder instanceof RouteConfigurationsBuilder configurations) {
          camel.addRoutesConfigurations(configurations);
        }
        camel.addRoutes(builder);
      }
      Routes found = Routes.of(camel);
      // Another file may use the same ids; that is told with both places.
      model.removeRouteDefinitions(found.routes());
      for (RouteConfigurationDefinition common : found.configurations()) {
        model.removeRouteConfiguration(common);
      }
      return found;
    } catch (Exception e) {
      faults.add(fault(file, null, e));
      return new Routes(List.of(), List.of());
    }
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
    Set<Fault> faults = new LinkedHashSet<>();
    for (RouteDefinition route : read.routes()) {
      Optional<Fault> whole =
          fault(file, route.getInput(), () -> build(reifiers().createRoute(camel, route)));
      List<Fault> parts = new ArrayList<>();
      if (whole.isPresent()) {
        fault(file, route.getInput(), () -> camel.getEndpoint(route.getEndpointUrl()))
            .ifPresent(parts::add);
        parts.addAll(stepFaults(file, route, route.getOutputs()));
      }
      faults.addAll(parts.isEmpty() ? whole.stream().toList() : parts);
      faults.addAll(dynamicFaults(file, route.getOutputs()));
    }
    for (RouteConfigurationDefinition common : read.configurations()) {
      for (OnExceptionDefinition handler : common.getOnExceptions()) {
        faults.addAll(stepFaults(file, new RouteDefinition(NOWHERE), handler.getOutputs()));
        faults.addAll(dynamicFaults(file, handler.getOutputs()));
      }
    }
    return List.copyOf(faults);
  }

  /** Steps within a step come first; one that holds a step that fails, fails for that reason. */
  private List<Fault> stepFaults(
      RouteFile file, RouteDefinition route, List<ProcessorDefinition<?>> outputs) {
    LinkedList<Fault> faults = new LinkedList<>();
    Set<ProcessorDefinition<?>> failed = new HashSet<>();
    List<ProcessorDefinition<?>> steps = new ArrayList<>(Routes.steps(outputs).toList());
    Collections.reverse(steps);
    for (ProcessorDefinition<?> step : steps) {
      if (Routes.steps(List.of(step)).anyMatch(failed::contains)) {
        expressions(step)
            .flatMap(part -> fault(file, step, () -> build(part)).stream())
            .forEach(faults::addFirst);
      } else {
        fault(file, step, () -> build(route, step))
            .ifPresent(
                fault -> {
                  faults.addFirst(fault);
                  failed.add(step);
                });
      }
    }
    return faults;
  }

  private static Stream<ExpressionDefinition> expressions(ProcessorDefinition<?> step) {
    Stream<?> parts =
        step instanceof ChoiceDefinition choice
            ? choice.getWhenClauses().stream()
            : Stream.of(step);
    return parts
        .filter(HasExpressionType.class::isInstance)
        .map(part -> ((HasExpressionType) part).getExpressionType());
  }

  /**
   * The endpoint of such a step is looked for when a message comes, though nothing in it varies.
   */
  private List<Fault> dynamicFaults(RouteFile file, List<ProcessorDefinition<?>> outputs) {
    return Routes.steps(outputs)
        .filter(step -> step instanceof ToDynamicDefinition && Routes.uri(step) != null)
        .flatMap(step -> fault(file, step, () -> camel.getEndpoint(Routes.uri(step))).stream())
        .toList();
  }

  private void build(RouteDefinition of, ProcessorDefinition<?> step) throws Exception {
    Route route =
        PluginHelper.getRouteFactory(camel)
            .createRoute(camel, of, "trial", null, null, camel.getEndpoint(NOWHERE), null);
    route.setErrorHandlerFactory(reifiers().createDefaultErrorHandler());
    ProcessorReifier.reifier(route, step).addRoutes();
    ServiceHelper.initService(route.getEventDrivenProcessors());
  }

  private void build(ExpressionDefinition expression) {
    reifiers().createExpression(camel, expression);
  }

  private static void build(Route route) {
    ServiceHelper.initService(route.getProcessor());
  }

  private ModelReifierFactory reifiers() {
    return model.getModelReifierFactory();
  }

  @Override
  public void close() {
    camel.shutdown();
  }

  /** Whether a fault may go away with more settings. */
  public static boolean isUnknownSetting(Fault fault) {
    return fault.problem().startsWith(NO_SETTING);
  }

  /** Whether a fault may go away with more beans. */
  public static boolean isUnknownBean(Fault fault) {
    return fault.problem().startsWith(NO_BEAN);
  }

  /** Something that fails if a file is wrong. */
  private interface Attempt {
    void run() throws Exception;
  }

  private static Optional<Fault> fault(RouteFile file, LineNumberAware part, Attempt attempt) {
    try {
      attempt.run();
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(fault(file, part, e));
    }
  }

  private static Fault fault(RouteFile file, LineNumberAware part, Exception failure) {
    String all = messages(failure);
    for (Told told : TOLD) {
      Matcher found = told.pattern().matcher(all);
      if (found.find()) {
        String name = found.group(1);
        return new Fault(
            RoutePlaces.place(file, part, name), told.problem().formatted(name), told.fix());
      }
    }
    return new Fault(
        RoutePlaces.place(file, part, null),
        ConfigurationCheck.rootMessage(failure).lines().findFirst().orElse(""),
        "see Camel's documentation of this step");
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.append(cause.getMessage()).append('\n');
    }
    return all.toString();
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

  /** Answers for each bean that there is, with an instance that was never constructed. */
  private record StandIns(ListableBeanFactory beans) implements BeanRepository {

    @Override
    public Object lookupByName(String name) {
      return lookupByNameAndType(name, Object.class);
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
      if (beans == null || !beans.containsBean(name)) {
        return null;
      }
      Class<?> actual = beans.getType(name, false);
      // Camel's own parts, such as components, come from the class path, fit to be used.
      if (actual == null
          || actual.isInterface()
          || Service.class.isAssignableFrom(actual) && !DataFormat.class.isAssignableFrom(actual)
          || !type.isAssignableFrom(actual)) {
        return null;
      }
      return type.cast(new ObjenesisStd().newInstance(actual));
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
      return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
      return Set.of();
    }
  }
}
