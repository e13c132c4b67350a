package org.extendrouter.check.entries;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/**
 * Requests over HTTP of which nobody knows the sender: those that other routes than the one of the
 * webhooks take, and those that this one sends on before it has verified them.
 */
public final class UnsignedRequests implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return Stream.concat(
        others(wiring)
            .filter(entry -> isAtThePathOfWebhooks(entry, wiring))
            .map(entry -> atThePathOfWebhooks(entry, wiring)),
        Stream.concat(
            wiring.first().flatMap(route -> unverified(route, wiring)),
            others(wiring).flatMap(entry -> unsigned(entry, wiring))));
  }

  /** What another program in front of the router keeps out of it needs no warning; nobody knows. */
  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return others(wiring)
        .filter(entry -> !isAtThePathOfWebhooks(entry, wiring))
        .filter(entry -> isInFile(entry.route().definition(), wiring))
        .map(
            entry ->
                new Fault(
                    place(entry, wiring),
                    "takes HTTP requests at %s, on the port of the webhooks, with no signature and no limits: large or slow ones stop the router"
                        .formatted(entry.path()),
                    "let another program take them, or let nobody but your own systems reach this path"));
  }

  /** Of a rest service Camel does not tell the file; of an application's own routes, nothing. */
  private static boolean isInFile(RouteDefinition route, Wiring wiring) {
    return Boolean.TRUE.equals(route.isRest()) || wiring.places().file(route.getInput()) != null;
  }

  private static Stream<HttpEntry> others(Wiring wiring) {
    return wiring.routes().stream()
        .filter(route -> !route.isFirst())
        .flatMap(route -> HttpEntry.of(route).stream());
  }

  private static Optional<String> webhooks(Wiring wiring) {
    return wiring
        .first()
        .flatMap(route -> HttpEntry.of(route).stream())
        .map(HttpEntry::path)
        .findFirst();
  }

  private static boolean isAtThePathOfWebhooks(HttpEntry entry, Wiring wiring) {
    return webhooks(wiring).filter(entry.path()::equals).isPresent();
  }

  private static Fault atThePathOfWebhooks(HttpEntry entry, Wiring wiring) {
    return new Fault(
        place(entry, wiring),
        "takes requests at %s, so that webhooks fail or reach it unsigned".formatted(entry.path()),
        "give it another path");
  }

  private static Stream<Fault> unverified(WiredRoute route, Wiring wiring) {
    return route.unverified().entrySet().stream()
        .flatMap(
            target ->
                routersQueue(target.getKey(), wiring)
                    .map(
                        queue ->
                            new Fault(
                                wiring
                                    .places()
                                    .place(target.getValue(), EndpointNames.queue(target.getKey())),
                                "sends on what is not verified, and it reaches %s"
                                    .formatted(EndpointNames.shown(queue)),
                                "let extendSignatureVerifier's method verify come before, and end the route where it fails, as in the jar's receive.camel.yaml"))
                    .stream());
  }

  private static Stream<Fault> unsigned(HttpEntry entry, Wiring wiring) {
    return entry.route().targets().keySet().stream()
        .flatMap(target -> routersQueue(target, wiring).stream())
        .limit(1)
        .map(
            queue ->
                new Fault(
                    place(entry, wiring),
                    "takes requests that are not signed, and reach %s"
                        .formatted(EndpointNames.shown(queue)),
                    "let Extend post to the router's webhook, and send other requests elsewhere"));
  }

  /** The first of the router's queues on the way from a target, through routes and other queues. */
  private static Optional<String> routersQueue(String first, Wiring wiring) {
    Set<String> passed = new LinkedHashSet<>(List.of(first));
    Deque<String> ahead = new ArrayDeque<>(passed);
    while (!ahead.isEmpty()) {
      String target = ahead.pop();
      if (target.startsWith(EndpointNames.JMS + QueueNames.PREFIX)) {
        return Optional.of(target);
      }
      wiring.consumersOf(target).stream()
          .flatMap(route -> route.targets().keySet().stream())
          .filter(passed::add)
          .forEach(ahead::add);
    }
    return Optional.empty();
  }

  private static String place(HttpEntry entry, Wiring wiring) {
    return wiring.place(entry.route(), entry.scheme());
  }
}
