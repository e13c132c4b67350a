package org.extendrouter.check.trial;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteFilters;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Routes of the router's own that Camel would leave out without a word, as a pattern says. In an
 * application the patterns hold for its own routes alone.
 */
public final class LeftOutRoutes {

  private static final ConfigurationPropertyName INCLUDE =
      ConfigurationPropertyName.of("camel.main.route-filter-include-pattern");

  private static final ConfigurationPropertyName EXCLUDE =
      ConfigurationPropertyName.of("camel.main.route-filter-exclude-pattern");

  private LeftOutRoutes() {}

  /**
   * Looks at the patterns.
   *
   * @param environment the settings, which can be bound
   * @param files the route files in force
   * @return a fault for each pattern that leaves one of the router's own out
   */
  public static List<Fault> faults(Environment environment, List<RouteFile> files) {
    String include = value(INCLUDE, environment);
    String exclude = value(EXCLUDE, environment);
    if (!Installation.isStandalone(environment) || include == null && exclude == null) {
      return List.of();
    }
    List<RouteDefinition> own = own(environment, files);
    return Stream.concat(
            fault(INCLUDE, RouteFilters.filterByPattern(include, null), own, environment),
            fault(EXCLUDE, RouteFilters.filterByPattern(null, exclude), own, environment))
        .toList();
  }

  private static String value(ConfigurationPropertyName key, Environment environment) {
    return Binder.get(environment).bind(key.toString(), String.class).orElse(null);
  }

  private static List<RouteDefinition> own(Environment environment, List<RouteFile> files) {
    try (RouteTrial trial = new RouteTrial(environment, new DefaultListableBeanFactory())) {
      return files.stream()
          .filter(file -> file.role() == Role.ENGINE || file.role() == Role.OVERRIDE)
          .flatMap(file -> trial.read(file).routes().routes().stream())
          .toList();
    }
  }

  private static Stream<Fault> fault(
      ConfigurationPropertyName key,
      Function<RouteDefinition, Boolean> filter,
      List<RouteDefinition> own,
      Environment environment) {
    String leftOut =
        own.stream()
            .filter(route -> !filter.apply(route))
            .map(RouteDefinition::getRouteId)
            .filter(Objects::nonNull)
            .sorted()
            .collect(Collectors.joining(", "));
    return leftOut.isEmpty()
        ? Stream.empty()
        : Stream.of(
            new Fault(
                new SettingPlaces(environment).place(key),
                "leaves out routes of the router's own: " + leftOut,
                "let it leave out routes of yours alone, or remove it"));
  }
}
