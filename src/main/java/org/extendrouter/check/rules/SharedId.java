package org.extendrouter.check.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/**
 * Several routes with one id, of which Camel keeps one; or several route configurations with one
 * id, each of which holds for the routes of the others.
 */
final class SharedId implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    Map<String, List<WiredRoute>> byId =
        wiring.routes().stream()
            .filter(route -> route.definition().getId() != null)
            .collect(
                Collectors.groupingBy(
                    route -> route.definition().getId(), LinkedHashMap::new, Collectors.toList()));
    return Stream.concat(routes(byId, wiring), configurations(wiring));
  }

  private static Stream<Fault> routes(Map<String, List<WiredRoute>> byId, Wiring wiring) {
    return byId.entrySet().stream()
        .filter(id -> id.getValue().size() > 1)
        .map(
            id ->
                new Fault(
                    wiring.place(id.getValue(), id.getKey()),
                    "%d routes have the id %s".formatted(id.getValue().size(), id.getKey()),
                    "give each route an id of its own"));
  }

  private static Stream<Fault> configurations(Wiring wiring) {
    return wiring.configurations().stream()
        .filter(OptionalIdentifiedDefinition::hasCustomIdAssigned)
        .collect(
            Collectors.groupingBy(
                OptionalIdentifiedDefinition::getId, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .filter(id -> id.getValue().size() > 1)
        .map(
            id ->
                new Fault(
                    id.getValue().stream()
                        .map(common -> wiring.places().place(common, id.getKey()))
                        .distinct()
                        .collect(Collectors.joining(" and ")),
                    "%d routeConfigurations have the id %s"
                        .formatted(id.getValue().size(), id.getKey()),
                    "give each an id of its own"));
  }
}
