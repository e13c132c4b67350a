package org.extendrouter.check.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** Routes that send each message back to where the first of them took it from. */
final class EndlessLoop implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    List<WiredRoute> loops = new ArrayList<>();
    for (WiredRoute route : wiring.routes()) {
      Set<String> reached = follows(route, wiring);
      // What routes leave, or do not take yet, ends the loop. Each route of a loop would tell it.
      if (!route.isSelective()
          && route.isStarted()
          && reached.contains(route.source())
          && loops.stream().noneMatch(told -> reached.contains(told.source()))) {
        loops.add(route);
      }
    }
    return loops.stream().map(route -> fault(route, wiring));
  }

  private static boolean leads(String next, WiredRoute route, Wiring wiring) {
    return next.equals(route.source())
        || wiring.consumers().getOrDefault(next, List.of()).stream()
            .anyMatch(taker -> follows(taker, wiring).contains(route.source()));
  }

  /** All that a message comes to that has come to a route. */
  private static Set<String> follows(WiredRoute route, Wiring wiring) {
    Set<String> reached = new HashSet<>();
    add(route, reached, wiring);
    return reached;
  }

  private static void add(WiredRoute route, Set<String> reached, Wiring wiring) {
    route.always().stream()
        .filter(reached::add)
        .flatMap(next -> wiring.consumers().getOrDefault(next, List.of()).stream())
        .forEach(taker -> add(taker, reached, wiring));
  }

  private static Fault fault(WiredRoute route, Wiring wiring) {
    String next =
        route.always().stream()
            .filter(name -> leads(name, route, wiring))
            .findFirst()
            .orElse(route.source());
    return new Fault(
        wiring.places().place(route.targets().get(next), EndpointNames.queue(next)),
        "sends to %s, so that what it takes comes back to %s each time, and goes round for ever"
            .formatted(EndpointNames.shown(next), EndpointNames.shown(route.source())),
        "send to another queue, or send back within a choice or filter");
  }
}
