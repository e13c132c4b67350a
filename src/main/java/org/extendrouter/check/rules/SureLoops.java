package org.extendrouter.check.rules;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;

/**
 * Finds the queues and entrances from which each message goes round for ever, whatever is in it.
 */
final class SureLoops {

  private SureLoops() {}

  static Set<String> of(Wiring wiring) {
    Set<WiredRoute> passing = passing(wiring);
    Set<String> left = new HashSet<>(wiring.consumers().keySet());
    left.removeIf(name -> !wiring.isRoutersAlone(name));
    removeWhatEnds(
        left,
        name ->
            !wiring.consumers().get(name).stream().allMatch(taker -> goesOn(taker, passing, left)));
    return left;
  }

  private static boolean goesOn(WiredRoute taker, Set<WiredRoute> passing, Set<String> left) {
    return taker.isStarted()
        && !taker.isSelective()
        && passing.contains(taker)
        && taker.always().stream().anyMatch(left::contains);
  }

  /** What fails in, or ends, a route that is called ends the one that calls, too. */
  private static Set<WiredRoute> passing(Wiring wiring) {
    Set<WiredRoute> left = new HashSet<>(wiring.routes());
    left.removeIf(route -> !route.passes());
    removeWhatEnds(left, route -> wiring.called(route).anyMatch(called -> !left.contains(called)));
    return left;
  }

  /** What goes may end what is left. */
  private static <T> void removeWhatEnds(Set<T> left, Predicate<T> ends) {
    boolean removed = true;
    while (removed) {
      removed = left.removeIf(ends);
    }
  }
}
