package org.extendrouter.check.entries;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/**
 * Routes beside the one of the webhooks that take HTTP requests, of which nobody knows the sender.
 */
public final class UnsignedRequests implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return Stream.concat(
        others(wiring)
            .filter(entry -> webhooks(wiring).filter(entry.path()::equals).isPresent())
            .map(entry -> atThePathOfWebhooks(entry, wiring)),
        others(wiring).flatMap(entry -> unsigned(entry, wiring)));
  }

  /** What another program in front of the router keeps out of it needs no warning; nobody knows. */
  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return others(wiring)
        .filter(entry -> wiring.places().file(entry.route().definition().getInput()) != null)
        .map(
            entry ->
                new Fault(
                    place(entry, wiring),
                    "takes HTTP requests at %s, on the port of the webhooks, with no signature and no limits: large or slow ones stop the router"
                        .formatted(entry.path()),
                    "let another program take them, or let nobody but your own systems reach this path"));
  }

  private static Stream<HttpEntry> others(Wiring wiring) {
    return wiring.routes().stream()
        .filter(route -> !route.isFirst())
        .flatMap(route -> HttpEntry.of(route).stream());
  }

  private static Optional<String> webhooks(Wiring wiring) {
    return wiring.routes().stream()
        .filter(WiredRoute::isFirst)
        .flatMap(route -> HttpEntry.of(route).stream())
        .map(HttpEntry::path)
        .findFirst();
  }

  private static Fault atThePathOfWebhooks(HttpEntry entry, Wiring wiring) {
    return new Fault(
        place(entry, wiring),
        "takes requests at %s, so that webhooks fail or reach it unsigned".formatted(entry.path()),
        "give it another path");
  }

  private static Stream<Fault> unsigned(HttpEntry entry, Wiring wiring) {
    return entry.route().targets().entrySet().stream()
        .filter(target -> target.getKey().startsWith(EndpointNames.JMS + QueueNames.PREFIX))
        .map(
            target ->
                new Fault(
                    wiring.places().place(target.getValue(), target.getKey()),
                    "sends what comes over HTTP, unsigned, to %s"
                        .formatted(EndpointNames.shown(target.getKey())),
                    "send to a queue of your own, and let Extend post to the router's webhook"));
  }

  private static String place(HttpEntry entry, Wiring wiring) {
    return wiring.place(List.of(entry.route()), entry.scheme());
  }
}
