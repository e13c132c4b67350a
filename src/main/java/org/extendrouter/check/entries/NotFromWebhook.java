package org.extendrouter.check.entries;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/** A route that makes events of its own, of which the ledger can keep none. */
public final class NotFromWebhook implements WiringRule {

  private static final String INBOX = EndpointNames.JMS + QueueNames.INBOX;

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream()
        .filter(route -> is(route, wiring))
        .flatMap(route -> route.targets().entrySet().stream())
        .filter(
            target ->
                target.getKey().equals(INBOX) || target.getKey().startsWith(EndpointNames.BRANCH))
        .map(target -> fault(target, wiring));
  }

  private static Fault fault(Map.Entry<String, LineNumberAware> target, Wiring wiring) {
    return new Fault(
        wiring.places().place(target.getValue(), EndpointNames.queue(target.getKey())),
        "sends to %s what no webhook has brought, and each message leaves a dead letter"
            .formatted(EndpointNames.shown(target.getKey())),
        "send it where the branch sends it, by a direct: route that both call");
  }

  /**
   * Whether a route gets nothing that a webhook has brought.
   *
   * @param route the route
   * @param wiring how all routes are connected
   * @return false also if that is not sure, as of what takes from a queue of its own
   */
  public static boolean is(WiredRoute route, Wiring wiring) {
    return wiring.places().file(route.definition().getInput()) != null
        && isMadeBy(route, wiring, new HashSet<>());
  }

  private static boolean isMadeBy(WiredRoute route, Wiring wiring, Set<String> passed) {
    String source = route.source();
    if (source.isEmpty()) {
      // What comes by HTTP is told for itself.
      return !route.isFirst()
          && !route.entrance().startsWith(EndpointNames.JMS)
          && !route.entrance().contains("{{")
          && HttpEntry.of(route).isEmpty();
    }
    List<WiredRoute> callers =
        wiring.routes().stream()
            .filter(caller -> caller.targets().containsKey(source))
            .filter(caller -> !caller.source().equals(source))
            .toList();
    // Handlers of several routes may call it, too, or code in Java.
    return !source.startsWith(EndpointNames.JMS)
        && passed.add(source)
        && !callers.isEmpty()
        && callers.size() == wiring.senders().get(source).size()
        && callers.stream().allMatch(caller -> isMadeBy(caller, wiring, passed));
  }
}
