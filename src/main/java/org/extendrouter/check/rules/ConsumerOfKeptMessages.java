package org.extendrouter.check.rules;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/** A route that empties a queue in which the router keeps what it looks up or gives back. */
final class ConsumerOfKeptMessages implements WiringRule {

  static final Set<String> KEPT =
      QueueNames.KEPT.stream()
          .map(EndpointNames.JMS::concat)
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.consumers().entrySet().stream()
        .filter(queue -> KEPT.contains(queue.getKey()))
        .map(
            queue ->
                new Fault(
                    wiring.place(queue.getValue(), EndpointNames.queue(queue.getKey())),
                    "takes from %s what the router keeps there"
                        .formatted(EndpointNames.shown(queue.getKey())),
                    "take from a queue of your own"));
  }
}
