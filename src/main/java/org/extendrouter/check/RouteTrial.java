package org.extendrouter.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.Service;
import org.apache.camel.impl.DefaultCamelContext;
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

  private static final Pattern UNKNOWN_OPTION =
      Pattern.compile("Unknown parameters=\\[\\{(\\w[^=]*)=");
  private static final Pattern UNKNOWN_SCHEME =
      Pattern.compile("No component found with scheme: ([\\w-]+)");
  private static final Pattern UNKNOWN_KEY =
      Pattern.compile("Property with key \\[([^\\]]+)\\] not found");
  private static final Pattern UNKNOWN_BEAN =
      Pattern.compile("No bean could be found in the registry (?:for|with name): ?#?([\\w.-]+)");

  private final Environment environment;
  private final ListableBeanFactory beans;

  /**
   * A trial.
   *
   * @param environment the settings that placeholders name
   * @param beans the definitions of the beans that routes may name; none is created
   */
  RouteTrial(Environment environment, ListableBeanFactory beans) {
    this.environment = environment;
    this.beans = beans;
  }

  /**
   * Reads files into one context, and starts nothing.
   *
   * @param files the files; one that Camel cannot read is left out
   * @param faults where to add why
   * @return the context with their routes
   */
  CamelContext read(List<RouteFile> files, List<Fault> faults) {
    DefaultCamelContext camel = context();
    for (RouteFile file : files) {
      try {
        add(camel, file);
      } catch (Exception e) {
        faults.add(fault(file, e));
      }
    }
    return camel;
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
          RouteDefinition route = routes.get(i);
          camel.getEndpoint(route.getInput().getEndpointUri());
          // A consumer may look for a server, a queue for a broker.
          route.getInput().setUri("direct:trial");
          camel.init();
        }
      } catch (Exception e) {
        faults.add(fault(file, e));
      }
    }
    return List.copyOf(faults);
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
    Matcher option = UNKNOWN_OPTION.matcher(all);
    Matcher scheme = UNKNOWN_SCHEME.matcher(all);
    Matcher key = UNKNOWN_KEY.matcher(all);
    Matcher bean = UNKNOWN_BEAN.matcher(all);
    String path = RouteModelCheck.path(file);
    if (option.find()) {
      return new Fault(
          path + RouteModelCheck.line(file, option.group(1)),
          "the endpoint has no option \"%s\"".formatted(option.group(1)),
          "check its spelling in Camel's documentation of the component");
    }
    if (scheme.find()) {
      return new Fault(
          path + RouteModelCheck.line(file, scheme.group(1) + ":"),
          "there is no component \"%s\"".formatted(scheme.group(1)),
          "check its spelling, or put the component's jars into lib/ and start with -Dloader.path=lib");
    }
    if (key.find()) {
      return new Fault(
          path + RouteModelCheck.line(file, key.group(1)),
          "there is no setting \"%s\"".formatted(key.group(1)),
          "add it to application.yaml, or check its spelling");
    }
    if (bean.find()) {
      return new Fault(
          path + RouteModelCheck.line(file, bean.group(1)),
          "there is no bean \"%s\"".formatted(bean.group(1)),
          "check its spelling");
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
      if (!beans.containsBean(name)) {
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
