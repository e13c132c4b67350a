package org.extendrouter.check.rules;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.routes.RouterRoutes;

/** A router without the route that receives webhooks. */
final class MissingFirstRoute implements WiringRule {

  private static final String ID = "receive";

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream().anyMatch(MissingFirstRoute::isFirst)
        ? Stream.empty()
        : Stream.of(
            new Fault(
                "route " + ID,
                "is missing, so that nothing is received",
                "remove your copy of receive.camel.yaml from routes/, or give its route this id"));
  }

  /** In an application the ids of the router's routes have a prefix. */
  static boolean isFirst(WiredRoute route) {
    String id = route.definition().getRouteId();
    return ID.equals(id) || (RouterRoutes.PREFIX + ID).equals(id);
  }
}
