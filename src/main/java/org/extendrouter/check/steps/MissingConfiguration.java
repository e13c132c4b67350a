package org.extendrouter.check.steps;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.support.PatternHelper;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A route that names a routeConfiguration that there is not, which Camel passes over. */
public final class MissingConfiguration implements WiringRule {

  private static final String PROBLEM = "there is no routeConfiguration \"%s\"";

  /**
   * Whether a fault is one of these. In an application, the configuration may be its own.
   *
   * @param fault any fault
   * @return true if it is
   */
  public static boolean isOf(Fault fault) {
    return fault.problem().startsWith(PROBLEM.substring(0, PROBLEM.indexOf('"')));
  }

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream().flatMap(route -> faults(route, wiring));
  }

  private static Stream<Fault> faults(WiredRoute route, Wiring wiring) {
    return Optional.ofNullable(route.definition().getRouteConfigurationId()).stream()
        .flatMap(ids -> Stream.of(ids.split(",")))
        .map(String::strip)
        .filter(id -> !id.isEmpty() && !id.contains("{{"))
        .filter(
            id ->
                wiring.configurations().stream()
                    .noneMatch(common -> PatternHelper.matchPattern(common.getId(), id)))
        .map(
            id ->
                new Fault(
                    wiring.place(route, "routeConfigurationId"),
                    PROBLEM.formatted(id),
                    "add it, or check its spelling"));
  }
}
