package org.extendrouter.check.steps;

import java.util.stream.Stream;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/**
 * A time limit in the address of a step {@code toD}: Camel takes the address of an HTTP server
 * apart, and sends the limit to the server.
 */
public final class UnheededTimeLimit implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.sends().stream()
        .filter(UnheededTimeLimit::isTakenApart)
        .flatMap(
            send ->
                HttpAddress.of(send, wiring).stream()
                    .flatMap(address -> address.keys().stream())
                    .filter(HttpAddress.TIME_LIMITS::contains)
                    .map(
                        limit ->
                            new Fault(
                                wiring.places().place(send.part(), limit),
                                "%s goes to the server, since Camel takes this address apart, and limits nothing"
                                    .formatted(limit),
                                "add allowOptimisedComponents: false to this step")));
  }

  private static boolean isTakenApart(Send send) {
    return send.part() instanceof ToDynamicDefinition dynamic
        && !"false".equalsIgnoreCase(dynamic.getAllowOptimisedComponents())
        && (send.varies() || !(dynamic instanceof WireTapDefinition))
        && !send.isDisabled();
  }
}
