package org.extendrouter.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.FaultsException;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.libraries.PooledExchanges;
import org.extendrouter.check.routes.Findings;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.rules.WiringCheck;
import org.extendrouter.check.settings.TypeNames;
import org.extendrouter.check.steps.MissingConfiguration;
import org.extendrouter.check.trial.ConstantNumbers;
import org.extendrouter.check.trial.RouteTrial;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;
import org.extendrouter.routes.RouterRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Stops a start because of routes that do not fit together, those of other sources included. */
@Component
final class RoutesStartCheck implements CamelContextConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(RoutesStartCheck.class);

  private final Environment environment;
  private final RouterRoutes routers;

  RoutesStartCheck(Environment environment, RouterRoutes routers) {
    this.environment = environment;
    this.routers = routers;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    camel.addLifecycleStrategy(new PooledExchanges());
    List<RouteFile> files = Installation.routeFiles(environment).inForce();
    Routes routes = routes(camel, files);
    Findings found = WiringCheck.of(routes, files, uri -> asInFiles(camel, uri), environment);
    Stream.concat(copied(files).stream(), found.warnings().stream())
        .forEach(warning -> LOG.warn("{}", warning));
    List<Fault> faults = new ArrayList<>(found.faults());
    if (!Installation.isStandalone(environment)) {
      faults.removeIf(MissingConfiguration::isOf);
    }
    faults.addAll(new ConstantNumbers(camel, RoutePlaces.of(files)).faults(routes));
    faults.addAll(TypeNames.faults(environment, found.branches().keySet()));
    TypeNames.warnings(environment, found.branches().keySet())
        .forEach(warning -> LOG.warn("{}", warning));
    if (!faults.isEmpty()) {
      throw new FaultsException(faults);
    }
  }

  /** Of the files alone: an application may have changed the routes of the context. */
  private List<Fault> copied(List<RouteFile> files) {
    List<RouteFile> copies = files.stream().filter(file -> file.role() == Role.OVERRIDE).toList();
    if (copies.isEmpty()) {
      return List.of();
    }
    try (RouteTrial trial = new RouteTrial(environment, new DefaultListableBeanFactory())) {
      return copies.stream()
          .flatMap(file -> trial.warnings(file, trial.read(file).routes()))
          .toList();
    }
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    // Camel ignores what is thrown here; the check is made before.
  }

  /** Of an application's own routes it is only asked what they consume. */
  private Routes routes(CamelContext camel, List<RouteFile> files) {
    Routes all = Routes.of(camel);
    List<String> locations = files.stream().map(RouteFile::location).toList();
    return Installation.isStandalone(environment)
        ? all
        : new Routes(
            all.routes().stream()
                .map(route -> routers.include(camel, route) ? route : entrance(route))
                .toList(),
            all.configurations().stream()
                .filter(common -> common.getResource() != null)
                .filter(common -> locations.contains(common.getResource().getLocation()))
                .toList(),
            all.restPath());
  }

  private static RouteDefinition entrance(RouteDefinition route) {
    RouteDefinition entrance = new RouteDefinition(route.getInput().getEndpointUri());
    entrance.setId(route.getRouteId());
    return entrance;
  }

  /** In an application {@code jms:} is its own, and the router's has another name. */
  private String asInFiles(CamelContext camel, String uri) {
    String resolved = camel.resolvePropertyPlaceholders(uri);
    return routers
        .queue(resolved)
        .map(queue -> "jms:" + queue)
        .orElse(resolved.startsWith("jms:") ? "application-" + resolved : resolved);
  }
}
