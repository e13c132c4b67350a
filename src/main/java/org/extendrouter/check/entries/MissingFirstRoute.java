package org.extendrouter.check.entries;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A router without the route that receives webhooks, or with one that takes none. */
public final class MissingFirstRoute implements WiringRule {

  private static final String POST = "POST";
  private static final Pattern METHODS = Pattern.compile("[?&]httpMethodRestrict=([^&]*)");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    List<WiredRoute> first = wiring.routes().stream().filter(WiredRoute::isFirst).toList();
    return first.isEmpty()
        ? Stream.of(
            new Fault(
                "route " + WiredRoute.FIRST,
                "is missing, so that nothing is received",
                "remove your copy of receive.camel.yaml from routes/, or give its route this id"))
        : first.stream()
            .flatMap(
                route ->
                    Stream.concat(
                        fault(
                            !route.isStarted(),
                            route,
                            "autoStartup",
                            "is not started, so that nothing is received",
                            "remove autoStartup",
                            wiring),
                        fault(
                            takesNoPost(route),
                            route,
                            "httpMethodRestrict",
                            "takes no POST, so that nothing is received",
                            "let httpMethodRestrict be POST",
                            wiring)));
  }

  private static boolean takesNoPost(WiredRoute route) {
    Matcher methods = METHODS.matcher(route.entrance());
    return methods.find()
        && Stream.of(methods.group(1).split(",")).noneMatch(POST::equalsIgnoreCase);
  }

  private static Stream<Fault> fault(
      boolean is, WiredRoute route, String option, String problem, String fix, Wiring wiring) {
    return is
        ? Stream.of(new Fault(wiring.place(List.of(route), option), problem, fix))
        : Stream.empty();
  }
}
