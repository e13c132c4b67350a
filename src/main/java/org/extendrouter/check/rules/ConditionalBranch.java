package org.extendrouter.check.rules;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** The branch of a type that is there under a condition, which no check looks into. */
final class ConditionalBranch implements WiringRule {

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return wiring.routes().stream()
        .filter(route -> route.source().startsWith(EndpointNames.BRANCH))
        .filter(route -> route.definition().getPrecondition() != null)
        .map(route -> warning(route, wiring));
  }

  private static Fault warning(WiredRoute route, Wiring wiring) {
    return new Fault(
        wiring.place(route, "precondition"),
        "has a precondition, which is not looked into: where it is false, %s has no route"
            .formatted(EndpointNames.shown(route.source())),
        "remove it, and tell cases apart by a step \"choice\"");
  }
}
