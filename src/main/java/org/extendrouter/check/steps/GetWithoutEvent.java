package org.extendrouter.check.steps;

import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/**
 * A step that posts nothing: Camel sends a GET, which has no body, where a request has a query and
 * nothing names its method. The server answers 200, and the run counts as delivered.
 */
public final class GetWithoutEvent implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream()
        .filter(route -> !sets(route.definition(), Exchange.HTTP_METHOD))
        .flatMap(
            route ->
                route.sends().stream()
                    // It is there to ask.
                    .filter(send -> !(send.part() instanceof EnrichDefinition))
                    .filter(send -> !send.isDisabled() && isGet(send, route, wiring))
                    .map(
                        send ->
                            new Fault(
                                wiring.places().place(send.part(), null),
                                "sends a GET, and nothing of the event, since the address has a query and no method",
                                "add httpMethod=POST; or httpMethod=GET, if the answer is what you want")));
  }

  private static boolean isGet(Send send, WiredRoute route, Wiring wiring) {
    return HttpAddress.of(send, wiring)
        .filter(address -> !address.keys().contains(HttpAddress.METHOD) && !address.varies())
        .filter(
            address ->
                address.parameters().findAny().isPresent()
                    || sets(route.definition(), Exchange.HTTP_QUERY))
        .isPresent();
  }

  private static boolean sets(RouteDefinition route, String header) {
    return Routes.steps(route.getOutputs())
        .anyMatch(step -> step instanceof SetHeaderDefinition set && header.equals(set.getName()));
  }
}
