package org.extendrouter.check.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A step that sends what ends with the broker, and so does the dead letter that it becomes. */
final class LossySender implements WiringRule {

  private static final Pattern NOT_STORED =
      Pattern.compile("[?&](deliveryPersistent=false|deliveryMode=1)\\b");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.sends().stream()
        .filter(send -> send.uri().startsWith(EndpointNames.JMS))
        .filter(send -> !EndpointNames.isOfAnotherBroker(send.uri()))
        .flatMap(
            send ->
                Stream.of(NOT_STORED.matcher(send.withoutRaw()))
                    .filter(Matcher::find)
                    .map(option -> fault(send, option.group(1), wiring)));
  }

  private static Fault fault(Send send, String option, Wiring wiring) {
    return new Fault(
        wiring.places().place(send.part(), option.split("=", 2)[0]),
        "%s loses what it has sent, and its dead letters, when the broker ends".formatted(option),
        "remove this option");
  }
}
