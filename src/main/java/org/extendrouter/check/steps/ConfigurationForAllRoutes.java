package org.extendrouter.check.steps;

import java.util.stream.Stream;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/**
 * A routeConfiguration that holds for the router's own routes, too. What its handlers take as
 * handled is no failure any more.
 */
public final class ConfigurationForAllRoutes implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.configurations().stream()
        .filter(Routes::isForAll)
        .map(common -> fault(common, wiring));
  }

  private static Fault fault(RouteConfigurationDefinition common, Wiring wiring) {
    return new Fault(
        wiring.places().place(common, "routeConfiguration"),
        "a routeConfiguration %s holds for the router's own routes, too"
            .formatted(
                common.hasCustomIdAssigned() ? "with the id " + common.getId() : "without an id"),
        "give it an id, and name it in your routes: routeConfigurationId");
  }
}
