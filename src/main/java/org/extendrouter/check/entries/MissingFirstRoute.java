package org.extendrouter.check.rules;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A router without the route that receives webhooks. */
final class MissingFirstRoute implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream().anyMatch(WiredRoute::isFirst)
        ? Stream.empty()
        : Stream.of(
            new Fault(
                "route " + WiredRoute.FIRST,
                "is missing, so that nothing is received",
                "remove your copy of receive.camel.yaml from routes/, or give its route this id"));
  }
}
