package org.extendrouter.check.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;

/**
 * Finds the queues and entrances from which each message goes round for ever, whatever is in it.
 */
final class SureLoops {

  private static final String SYNCHRONOUS = "direct:";

  private SureLoops() {}

  /** Takes away what ends until nothing is left that does. */
  static Set<String> of(Wiring wiring) {
    Set<WiredRoute> passing = passing(wiring);
    Set<String> left = new HashSet<>(wiring.consumers().keySet());
    left.removeIf(name -> !wiring.isRoutersAlone(name));
    List<String> ends;
    do {
      ends =
          left.stream()
              .filter(
                  name ->
                      !wiring.consumers().get(name).stream()
                          .allMatch(taker -> goesOn(taker, passing, left)))
              .toList();
      left.removeAll(ends);
    } while (!ends.isEmpty());
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
    List<WiredRoute> ends;
    do {
      ends =
          left.stream()
              .filter(
                  route ->
                      route.targets().keySet().stream()
                          .filter(name -> name.startsWith(SYNCHRONOUS))
                          .anyMatch(
                              name ->
                                  !left.containsAll(
                                      wiring.consumers().getOrDefault(name, List.of()))))
              .toList();
      ends.forEach(left::remove);
    } while (!ends.isEmpty());
    return left;
  }
}
