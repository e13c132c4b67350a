package org.extendrouter.check.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A route that takes a message off its queue before, or while, it works on it. */
final class LossyConsumer implements WiringRule {

  private static final Pattern LOSSY =
      Pattern.compile("[?&](transacted=false|asyncConsumer=true|transferException=true)");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.consumers().entrySet().stream()
        .filter(queue -> queue.getKey().startsWith(EndpointNames.JMS))
        .flatMap(queue -> queue.getValue().stream())
        .flatMap(route -> fault(route, wiring));
  }

  private static Stream<Fault> fault(WiredRoute route, Wiring wiring) {
    Matcher option = LOSSY.matcher(route.entrance());
    return option.find()
        ? Stream.of(
            new Fault(
                wiring.place(route, route.source()),
                "%s loses what it has taken when a step fails or the process dies"
                    .formatted(option.group(1)),
                "remove this option"))
        : Stream.empty();
  }
}
