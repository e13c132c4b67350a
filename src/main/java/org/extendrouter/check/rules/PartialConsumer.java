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
    return wiring.consumers().entrySet().stream()
        .filter(queue -> queue.getKey().startsWith(EndpointNames.JMS))
        .filter(queue -> wiring.isRoutersAlone(queue.getKey()))
        .flatMap(
            queue ->
                Stream.concat(
                    notStarted(queue.getKey(), queue.getValue(), wiring),
                    selective(queue.getKey(), queue.getValue(), wiring)));
  }

  private static boolean isRouters(String source) {
    return source.startsWith(EndpointNames.JMS + QueueNames.PREFIX);
  }

  /** One from a queue of staff's own may be started by hand; health tells of what waits there. */
  private static Stream<Fault> notStarted(String source, List<WiredRoute> takers, Wiring wiring) {
    return !isRouters(source) || takers.stream().anyMatch(WiredRoute::isStarted)
        ? Stream.empty()
        : Stream.of(
            new Fault(
                wiring.place(takers, "autoStartup"),
                "is not started (autoStartup), so that all that comes to %s waits there"
                    .formatted(EndpointNames.shown(source)),
                "remove autoStartup, or the whole route"));
  }

  /** Several on a queue of staff's own may share it out. */
  private static Stream<Fault> selective(String source, List<WiredRoute> takers, Wiring wiring) {
    return (isRouters(source) || takers.size() == 1)
            && takers.stream().allMatch(WiredRoute::isSelective)
        ? Stream.of(
            new Fault(
                wiring.place(takers, "selector"),
                "takes from %s only what its selector matches, and the rest waits there"
                    .formatted(EndpointNames.shown(source)),
                "remove the selector, and tell cases apart by a step \"choice\""))
        : Stream.empty();
  }
}
