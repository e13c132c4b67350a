package org.extendrouter.check.paths;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.check.staff.SendingStep;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;

/** Whether an event goes nowhere but to some steps of a route. */
public final class OnlyDelivery {

  private final Wiring wiring;

  /** A route that calls itself brings no event by that. */
  private final Set<String> followed = new HashSet<>();

  private OnlyDelivery(Wiring wiring) {
    this.wiring = wiring;
  }

  /**
   * Whether some events go nowhere else.
   *
   * @param route has the steps
   * @param such what they send
   * @param wiring how all routes are connected
   * @return false if the route, or all that bring events to it, send them elsewhere, too; and if it
   *     gets no events, as one that a timer calls
   */
  public static boolean is(WiredRoute route, Predicate<Send> such, Wiring wiring) {
    return new OnlyDelivery(wiring).isBy(route, such);
  }

  private boolean isBy(WiredRoute route, Predicate<Send> such) {
    if (sendsElsewhere(route, such)) {
      return false;
    }
    String source = route.source();
    if (source.startsWith(EndpointNames.BRANCH)) {
      return true;
    }
    boolean isQueue = source.startsWith(EndpointNames.JMS);
    return isQueue && !wiring.senders().containsKey(source)
        || !source.isEmpty()
            && followed.add(source)
            && wiring.routes().stream()
                .filter(caller -> caller.targets().containsKey(source))
                .anyMatch(
                    caller -> isBy(caller, send -> caller.names().of(send.uri()).equals(source)));
  }

  private boolean sendsElsewhere(WiredRoute route, Predicate<Send> such) {
    return StaffSteps.running(StaffSteps.withoutHandlers(route.definition().getOutputs()), wiring)
        .filter(step -> SendingStep.is(step, wiring))
        .anyMatch(
            step -> !SendFinder.of(step).allMatch(such) || SendFinder.of(step).findAny().isEmpty());
  }
}
