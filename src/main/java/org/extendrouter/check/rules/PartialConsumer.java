package org.extendrouter.check.rules;

import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/** A queue of which routes take nothing or a part, while nobody takes the rest. */
final class PartialConsumer implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return sources(wiring, true)
        .flatMap(source -> Stream.concat(notStarted(source, wiring), selective(source, wiring)));
  }

  /** All that staff send to a queue of their own may match, and several may share it out. */
  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return sources(wiring, false)
        .filter(source -> wiring.consumers().get(source).size() == 1)
        .flatMap(source -> selective(source, wiring));
  }

  private static Stream<String> sources(Wiring wiring, boolean isRouters) {
    return wiring.consumers().keySet().stream()
        .filter(source -> source.startsWith(EndpointNames.JMS) && wiring.isRoutersAlone(source))
        .filter(source -> EndpointNames.queue(source).startsWith(QueueNames.PREFIX) == isRouters);
  }

  /** One from a queue of staff's own may be started by hand; health tells of what waits there. */
  private static Stream<Fault> notStarted(String source, Wiring wiring) {
    List<WiredRoute> takers = wiring.consumers().get(source);
    return takers.stream().anyMatch(WiredRoute::isStarted)
        ? Stream.empty()
        : Stream.of(
            new Fault(
                wiring.place(takers, "autoStartup"),
                "is not started (autoStartup), so that all that comes to %s waits there"
                    .formatted(EndpointNames.shown(source)),
                "remove autoStartup, or the whole route"));
  }

  private static Stream<Fault> selective(String source, Wiring wiring) {
    List<WiredRoute> takers = wiring.consumers().get(source);
    return takers.stream().allMatch(WiredRoute::isSelective)
        ? Stream.of(
            new Fault(
                wiring.place(takers, "selector"),
                "takes from %s only what its selector matches, and the rest waits there"
                    .formatted(EndpointNames.shown(source)),
                "remove the selector, and tell cases apart by a step \"choice\""))
        : Stream.empty();
  }
}
