package org.extendrouter.check.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;

/** The file of a type that has no route from a branch, or several. */
final class NotOneBranch implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.places().files().values().stream()
        .filter(file -> file.role() == Role.TYPE)
        .flatMap(file -> fault(file, wiring));
  }

  private static Stream<Fault> fault(RouteFile file, Wiring wiring) {
    List<WiredRoute> ofFile =
        wiring.routes().stream()
            .filter(route -> file.equals(wiring.places().home(route.definition())))
            .filter(route -> !route.source().isEmpty())
            .toList();
    List<WiredRoute> branches =
        ofFile.stream().filter(route -> route.source().startsWith(EndpointNames.BRANCH)).toList();
    if (branches.isEmpty()) {
      return Stream.of(none(file, ofFile, wiring));
    }
    return branches.size() == 1
        ? Stream.empty()
        : Stream.of(
            new Fault(
                wiring.place(branches, EndpointNames.BRANCH),
                "has %d routes from %s<type>".formatted(branches.size(), EndpointNames.BRANCH),
                "give each type a file of its own"));
  }

  private static Fault none(RouteFile file, List<WiredRoute> ofFile, Wiring wiring) {
    String expected = EndpointNames.BRANCH + file.name().replace(".camel.yaml", "");
    Optional<WiredRoute> misspelt =
        ofFile.stream()
            .filter(route -> Spelling.closest(route.source(), List.of(expected)).isPresent())
            .findFirst();
    return new Fault(
        misspelt.map(route -> wiring.place(route, route.source())).orElse(RoutePlaces.path(file)),
        "has no route from %s<type>".formatted(EndpointNames.BRANCH),
        misspelt
            .map(route -> "%s: did you mean %s?".formatted(route.source(), expected))
            .orElse("write a route from %s, or move the file out of types/".formatted(expected)));
  }
}
