package org.extendrouter.check.rules;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.Wiring;

/** A router without the route that receives webhooks. */
final class MissingFirstRoute implements WiringRule {

  static final String ID = "receive";

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream().anyMatch(route -> ID.equals(route.definition().getRouteId()))
        ? Stream.empty()
        : Stream.of(
            new Fault(
                "route " + ID,
                "is missing, so that nothing is received",
                "remove your copy of receive.camel.yaml from routes/, or give its route this id"));
  }
}
