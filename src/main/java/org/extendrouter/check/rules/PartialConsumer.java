package org.extendrouter.check.rules;

import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/** One of the router's queues of which routes take nothing or a part; nobody takes the rest. */
final class PartialConsumer implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.consumers().entrySet().stream()
        .filter(queue -> queue.getKey().startsWith(EndpointNames.JMS + QueueNames.PREFIX))
        .flatMap(
            queue ->
                Stream.concat(
                    notStarted(queue.getKey(), queue.getValue(), wiring),
                    selective(queue.getKey(), queue.getValue(), wiring)));
  }

  private static Stream<Fault> notStarted(String source, List<WiredRoute> takers, Wiring wiring) {
    return takers.stream().anyMatch(WiredRoute::isStarted)
        ? Stream.empty()
        : Stream.of(
            new Fault(
                wiring.place(takers, "autoStartup"),
                "is not started (autoStartup), so that all that comes to %s waits there"
                    .formatted(EndpointNames.shown(source)),
                "remove autoStartup, or the whole route"));
  }

  private static Stream<Fault> selective(String source, List<WiredRoute> takers, Wiring wiring) {
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
