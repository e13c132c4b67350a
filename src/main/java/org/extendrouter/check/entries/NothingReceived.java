package org.extendrouter.check.entries;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A router without the route that receives webhooks, or with one that takes none. */
public final class NothingReceived implements WiringRule {

  private static final Pattern METHODS = Pattern.compile("[?&]httpMethodRestrict=([^&]*)");

  /** Of a rest service that takes something else. */
  private static final Pattern VERB = Pattern.compile("^rest:/*(?!(?i:post):)\\w+:");

  private static final List<Obstacle> OBSTACLES =
      List.of(
          new Obstacle(
              route -> !route.isStarted(),
              "autoStartup",
              "is not started, so that nothing is received",
              "remove autoStartup"),
          new Obstacle(
              route -> route.definition().getPrecondition() != null,
              "precondition",
              "has a precondition, and nothing is received if it is not true",
              "remove it"),
          new Obstacle(
              NothingReceived::takesNoPost,
              "httpMethodRestrict",
              "takes no POST, so that nothing is received",
              "let httpMethodRestrict be POST"));

  /** What keeps webhooks out of the route that is there. */
  private record Obstacle(
      Predicate<WiredRoute> isThere, String option, String problem, String fix) {}

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    List<WiredRoute> first = wiring.first().toList();
    return first.isEmpty()
        ? Stream.of(
            new Fault(
                "route " + WiredRoute.FIRST,
                "is missing, so that nothing is received",
                "remove your copy of receive.camel.yaml from routes/, or give its route this id"))
        : first.stream().flatMap(route -> faults(route, wiring));
  }

  private static Stream<Fault> faults(WiredRoute route, Wiring wiring) {
    return OBSTACLES.stream()
        .filter(obstacle -> obstacle.isThere().test(route))
        .map(
            obstacle ->
                new Fault(
                    wiring.place(route, obstacle.option()), obstacle.problem(), obstacle.fix()));
  }

  private static boolean takesNoPost(WiredRoute route) {
    Matcher methods = METHODS.matcher(route.entrance());
    return methods.find()
            && Stream.of(methods.group(1).split(",")).noneMatch("POST"::equalsIgnoreCase)
        || VERB.matcher(route.entrance()).find();
  }
}
