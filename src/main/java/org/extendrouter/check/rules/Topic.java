package org.extendrouter.check.rules;

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
    Stream<Fault> senders =
        wiring.senders().entrySet().stream()
            .filter(target -> isTopic(target.getKey()))
            .flatMap(
                target ->
                    target.getValue().stream()
                        .map(
                            step ->
                                new Fault(
                                    wiring.places().place(step, name(target.getKey())),
                                    "sends to" + LOSS.formatted(name(target.getKey())),
                                    "send to a queue")));
    Stream<Fault> consumers =
        wiring.consumers().entrySet().stream()
            .filter(source -> isTopic(source.getKey()))
            .flatMap(
                source ->
                    source.getValue().stream()
                        .map(
                            route ->
                                new Fault(
                                    wiring.place(route, name(source.getKey())),
                                    "takes from" + LOSS.formatted(name(source.getKey())),
                                    "take from a queue")));
    return Stream.concat(senders, consumers);
  }

  private static boolean isTopic(String endpoint) {
    return endpoint.startsWith(EndpointNames.TOPIC);
  }

  private static String name(String topic) {
    return topic.substring(EndpointNames.TOPIC.length());
  }
}
