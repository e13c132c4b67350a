package org.extendrouter.check.rules;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;

/** A step that sends what ends with the broker, and so does the dead letter that it becomes. */
final class LossySender implements WiringRule {

  private static final Pattern NOT_STORED =
      Pattern.compile("[?&](deliveryPersistent=false|deliveryMode=1)\\b");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream()
        .flatMap(
            route ->
                route
                    .addresses()
                    .filter(uri -> uri.startsWith(EndpointNames.JMS))
                    .map(NOT_STORED::matcher)
                    .filter(Matcher::find)
                    .map(option -> fault(route, option.group(1), wiring)));
  }

  private static Fault fault(WiredRoute route, String option, Wiring wiring) {
    return new Fault(
        wiring.place(List.of(route), option.split("=", 2)[0]),
        "%s loses what it has sent, and its dead letters, when the broker ends".formatted(option),
        "remove this option");
  }
}
