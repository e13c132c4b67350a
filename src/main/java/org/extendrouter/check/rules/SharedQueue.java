package org.extendrouter.check.rules;

import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** Several routes that consume one queue, and take its messages from each other. */
final class SharedQueue implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.consumers().entrySet().stream()
        .filter(queue -> !queue.getKey().startsWith("seda:"))
        .filter(queue -> !queue.getKey().startsWith(EndpointNames.TOPIC))
        .flatMap(queue -> fault(queue.getKey(), queue.getValue(), wiring));
  }

  private static Stream<Fault> fault(String source, List<WiredRoute> takers, Wiring wiring) {
    List<WiredRoute> twins = takers.stream().filter(WiredRoute::isStarted).toList();
    return twins.size() < 2 || twins.stream().allMatch(WiredRoute::isSelective)
        ? Stream.empty()
        : Stream.of(
            new Fault(
                wiring.place(twins, source),
                "%d routes consume %s, so that each gets a part of it"
                    .formatted(twins.size(), EndpointNames.shown(source)),
                "keep one of them, or give the other a queue of its own"));
  }
}
