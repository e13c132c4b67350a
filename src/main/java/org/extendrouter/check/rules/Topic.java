package org.extendrouter.check.rules;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A topic in place of a queue: who is not there when a message comes never gets it. */
final class Topic implements WiringRule {

  private static final String LOSS = " the topic %s, which keeps nothing for who is not there";

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.brokerEmbedded() ? topics(wiring) : Stream.empty();
  }

  /** Of a broker that others use, too, an application may want what is new alone. */
  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return wiring.brokerEmbedded() ? Stream.empty() : topics(wiring);
  }

  private static Stream<Fault> topics(Wiring wiring) {
    return Stream.concat(
        faults(
            wiring.senders(),
            (step, topic) ->
                new Fault(
                    wiring.places().place(step, topic),
                    "sends to" + LOSS.formatted(topic),
                    "send to a queue")),
        faults(
            wiring.consumers(),
            (route, topic) ->
                new Fault(
                    wiring.place(route, topic),
                    "takes from" + LOSS.formatted(topic),
                    "take from a queue")));
  }

  private static <T> Stream<Fault> faults(
      Map<String, List<T>> parts, BiFunction<T, String, Fault> fault) {
    return parts.entrySet().stream()
        .filter(topic -> topic.getKey().startsWith(EndpointNames.TOPIC))
        .flatMap(topic -> topic.getValue().stream().map(part -> fault.apply(part, name(topic))));
  }

  private static String name(Map.Entry<String, ?> topic) {
    return topic.getKey().substring(EndpointNames.TOPIC.length());
  }
}
