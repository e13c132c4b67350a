package org.extendrouter.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.Service;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.extendrouter.routes.RouteFile;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.objenesis.ObjenesisStd;

/**
 * Builds each route in a Camel context of its own that never starts, so that unknown components,
 * options, beans and placeholders show and nothing is opened. Beans are stand-ins: instances that
 * were never constructed.
 */
final class RouteTrial {

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
              "there is no setting \"%s\"",
              "add it to application.yaml, or check its spelling"),
          new Told(
              "No bean could be found in the registry (?:for|with name): ?#?([\\w.-]+)",
              "there is no bean \"%s\"",
              "check its spelling"),
          new Told(
              "Unknown function: (\\S+)",
              "Simple has no function \"%s\"",
              "check its spelling: ${header.name}, ${body} and ${variable.name} are some"),
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

  private final Environment environment;
  private final ListableBeanFactory beans;

  /**
   * A trial.
   *
   * @param environment the settings that placeholders name
   * @param beans the definitions of the beans that routes may name; none is created. Null if there
   *     are none
   */
  RouteTrial(Environment environment, ListableBeanFactory beans) {
    this.environment = environment;
    this.beans = beans;
  }

  /**
   * Reads one file.
   *
   * @param file the file
   * @param faults where to add why Camel cannot read it
   * @return its routes
   */
  RouteModelCheck.Routes read(RouteFile file, List<Fault> faults) {
    try (DefaultCamelContext camel = context()) {
      add(camel, file);
      return RouteModelCheck.Routes.of(camel);
    } catch (Exception e) {
      faults.add(fault(file, e));
      return new RouteModelCheck.Routes(List.of(), List.of());
    }
  }

  /**
   * Builds the routes of one file.
   *
   * @param file a file that Camel can read
   * @return what is wrong; empty if nothing is
   */
  List<Fault> faults(RouteFile file) {
    Set<Fault> faults = new LinkedHashSet<>();
    int count = 1;
    for (int i = 0; i < count; i++) {
      try (DefaultCamelContext camel = context()) {
        add(camel, file);
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        List<RouteDefinition> routes = new ArrayList<>(model.getRouteDefinitions());
        count = routes.size();
        for (RouteDefinition other : routes) {
          if (other != routes.get(i)) {
            model.removeRouteDefinition(other);
          }
        }
        if (count > 0) {
          build(camel, routes.get(i), file, faults);
        }
      } catch (Exception e) {
        faults.add(fault(file, e));
      }
    }
    return List.copyOf(faults);
  }

  /** Each endpoint by itself, so that the first that is wrong does not hide the next. */
  private static void build(
      DefaultCamelContext camel, RouteDefinition route, RouteFile file, Set<Fault> faults)
      throws Exception {
    Stream.concat(Stream.of(route.getInput()), RouteModelCheck.endpoints(route.getOutputs()))
        .map(EndpointRequiredDefinition::getEndpointUri)
        .filter(uri -> uri != null && !uri.contains("${"))
        .forEach(
            uri -> {
              try {
                camel.getEndpoint(uri);
              } catch (RuntimeException e) {
                faults.add(fault(file, e));
              }
            });
    // A consumer may look for a server.
    route.getInput().setUri("direct:trial");
    camel.init();
  }

  private static void add(DefaultCamelContext camel, RouteFile file) throws Exception {
    byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
    for (RoutesBuilder builder :
        PluginHelper.getRoutesLoader(camel)
            .findRoutesBuilders(ResourceHelper.fromBytes(file.location(), content))) {
      if (builder instanceof RouteConfigurationsBuilder configurations) {
        camel.addRoutesConfigurations(configurations);
      }
      camel.addRoutes(builder);
    }
  }

  private DefaultCamelContext context() {
    DefaultCamelContext camel = new DefaultCamelContext(new DefaultRegistry(new StandIns(beans)));
    camel
        .getPropertiesComponent()
        .addPropertiesSource(
            new PropertiesSource() {
              @Override
              public String getName() {
                return "environment";
              }

              @Override
              public String getProperty(String name) {
                return environment.getProperty(name);
              }
            });
    return camel;
  }

  private static Fault fault(RouteFile file, Exception failure) {
    String message = ConfigurationCheck.rootMessage(failure).lines().findFirst().orElse("");
    String all = messages(failure);
    String path = RouteModelCheck.path(file);
    for (Told told : TOLD) {
      Matcher found = told.pattern().matcher(all);
      if (found.find()) {
        String name = found.group(1);
        return new Fault(
            path + RouteModelCheck.line(file, name), told.problem().formatted(name), told.fix());
      }
    }
    return new Fault(path, message, "see Camel's documentation of this step");
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.append(cause.getMessage()).append('\n');
    }
    return all.toString();
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
          || Service.class.isAssignableFrom(actual)
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
