package org.extendrouter.check.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/**
 * Several routes with one id, of which Camel keeps one; or several route configurations, with which
 * it does not start.
 */
final class SharedId implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    Stream<Fault> routes =
        shared(
            wiring.routes().stream().filter(route -> route.definition().getId() != null),
            route -> route.definition().getId(),
            (all, id) ->
                new Fault(
                    wiring.place(all, id),
                    "%d routes have the id %s".formatted(all.size(), id),
                    "give each route an id of its own"));
    Stream<Fault> configurations =
        shared(
            wiring.configurations().stream()
                .filter(OptionalIdentifiedDefinition::hasCustomIdAssigned),
            OptionalIdentifiedDefinition::getId,
            (all, id) ->
                new Fault(
                    wiring.places().place(all, id),
                    "%d routeConfigurations have the id %s".formatted(all.size(), id),
                    "give each an id of its own"));
    return Stream.concat(routes, configurations);
  }

  private static <T> Stream<Fault> shared(
      Stream<T> all, Function<T, String> id, BiFunction<List<T>, String, Fault> fault) {
    return all
        .collect(Collectors.groupingBy(id, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .filter(same -> same.getValue().size() > 1)
        .map(same -> fault.apply(same.getValue(), same.getKey()));
  }
}
