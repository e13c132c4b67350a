package org.extendrouter.check.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/**
 * Routes that send each message back to where the first of them took it from. A loop that a step
 * may end is warned of; one that a step is there to end is none.
 */
final class EndlessLoop implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    Predicate<String> endless = SureLoops.of(wiring)::contains;
    return loops(wiring, endless).stream()
        .map(route -> fault(route, wiring, endless, "and goes round for ever"));
  }

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    List<WiredRoute> told = loops(wiring, SureLoops.of(wiring)::contains);
    Predicate<String> any = name -> true;
    return loops(wiring, any).stream()
        .filter(route -> !told.contains(route))
        .map(route -> fault(route, wiring, any, "unless a step or another consumer ends it"));
  }

  private static List<WiredRoute> loops(Wiring wiring, Predicate<String> ways) {
    List<WiredRoute> loops = new ArrayList<>();
    for (WiredRoute route : wiring.routes()) {
      Set<String> reached = follows(route, wiring, ways);
      // What routes leave, or do not take yet, ends the loop. Each route of a loop would tell it.
      if (!route.isSelective()
          && route.isStarted()
          && reached.contains(route.source())
          && loops.stream().noneMatch(told -> reached.contains(told.source()))) {
        loops.add(route);
      }
    }
    return loops;
  }

  private static boolean leads(
      String next, WiredRoute route, Wiring wiring, Predicate<String> ways) {
    return next.equals(route.source())
        || wiring.consumersOf(next).stream()
            .anyMatch(taker -> follows(taker, wiring, ways).contains(route.source()));
  }

  /** All that a message comes to that has come to a route. */
  private static Set<String> follows(WiredRoute route, Wiring wiring, Predicate<String> ways) {
    Set<String> reached = new HashSet<>();
    add(route, reached, wiring, ways);
    return reached;
  }

  private static void add(
      WiredRoute route, Set<String> reached, Wiring wiring, Predicate<String> ways) {
    route.always().stream()
        .filter(ways)
        .filter(reached::add)
        .flatMap(next -> wiring.consumersOf(next).stream())
        .forEach(taker -> add(taker, reached, wiring, ways));
  }

  private static Fault fault(WiredRoute route, Wiring wiring, Predicate<String> ways, String end) {
    String next =
        route.always().stream()
            .filter(ways)
            .filter(name -> leads(name, route, wiring, ways))
            .findFirst()
            .orElse(route.source());
    return new Fault(
        wiring.places().place(route.targets().get(next), EndpointNames.queue(next)),
        "sends to %s, so that what it takes comes back to %s each time, %s"
            .formatted(EndpointNames.shown(next), EndpointNames.shown(route.source()), end),
        "send to another queue, or send back within a choice or filter");
  }
}
