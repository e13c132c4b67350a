package org.extendrouter.check.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/** A route that sends runs back to the inbox, where they go round for ever. */
final class LoopToInbox implements WiringRule {

  private static final String INBOX = EndpointNames.JMS + QueueNames.INBOX;

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream()
        .filter(route -> route.targets().containsKey(INBOX))
        .filter(route -> !isOfTheFirst(route, wiring, new HashSet<>()))
        .map(
            route ->
                new Fault(
                    wiring.places().place(route.targets().get(INBOX), null),
                    "sends to the queue %s, so that its runs come back to it for ever"
                        .formatted(QueueNames.INBOX),
                    "send to a queue of your own"));
  }

  /** A part of the route that receives webhooks, which nothing else calls. */
  private static boolean isOfTheFirst(WiredRoute route, Wiring wiring, Set<WiredRoute> passed) {
    if (route.isFirst() || !passed.add(route)) {
      return true;
    }
    List<WiredRoute> callers =
        wiring.routes().stream()
            .filter(caller -> caller.targets().containsKey(route.source()))
            .toList();
    return route.source().startsWith("direct:")
        && !callers.isEmpty()
        && callers.stream().allMatch(caller -> isOfTheFirst(caller, wiring, passed));
  }
}
