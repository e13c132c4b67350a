package org.extendrouter.check.losses;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.staff.HandledFailures;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/**
 * A handler that sends what fails to a queue whose own route has the same handler: what fails there
 * comes back at once, as often as it fails, and no attempt is counted.
 */
public final class FailureLoop implements WiringRule {

  private static final String FIX =
      "send to direct:dead-letter, or put the route from %s into a file of its own in routes/, where this handler does not hold";

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return loops(wiring, true, "for ever").distinct();
  }

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    Set<String> told = new HashSet<>();
    faults(wiring).forEach(fault -> told.add(fault.place()));
    return loops(wiring, false, "unless a condition ends it")
        .distinct()
        .filter(fault -> !told.contains(fault.place()));
  }

  private static Stream<Fault> loops(Wiring wiring, boolean always, String end) {
    return StaffSteps.routes(wiring)
        .filter(route -> route.source().startsWith(EndpointNames.JMS) && !route.isSelective())
        .flatMap(
            route ->
                HandledFailures.targets(route, always, wiring).entrySet().stream()
                    .filter(target -> leads(target.getKey(), route.source(), always, wiring))
                    .map(target -> fault(target, route, end, wiring)));
  }

  private static Fault fault(
      Map.Entry<String, LineNumberAware> target, WiredRoute route, String end, Wiring wiring) {
    String queue = EndpointNames.shown(route.source());
    return new Fault(
        wiring.places().place(target.getValue(), EndpointNames.queue(target.getKey())),
        "sends to %s what fails, and so it does with what fails in the route from %s: that comes back each time, %s, and counts as delivered"
            .formatted(EndpointNames.shown(target.getKey()), queue, end),
        FIX.formatted(queue));
  }

  private static boolean leads(String from, String to, boolean always, Wiring wiring) {
    Set<String> reached = new HashSet<>();
    add(from, reached, always, wiring);
    return reached.contains(to);
  }

  /** All that comes of a failure that was sent to a name, if it fails there again. */
  private static void add(String name, Set<String> reached, boolean always, Wiring wiring) {
    if (reached.add(name)) {
      for (WiredRoute taker : wiring.consumersOf(name)) {
        HandledFailures.targets(taker, always, wiring)
            .keySet()
            .forEach(next -> add(next, reached, always, wiring));
        if (!name.startsWith(EndpointNames.JMS)) {
          taker.always().forEach(next -> add(next, reached, always, wiring));
        }
      }
    }
  }
}
