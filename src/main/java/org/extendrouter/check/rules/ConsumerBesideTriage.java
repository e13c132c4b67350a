package org.extendrouter.check.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/** A route that gets runs before triage has decided, or beside it, whatever triage says. */
final class ConsumerBesideTriage implements WiringRule {

  /** An address and a queue of it, or the wildcards of Artemis. */
  private static final Pattern NOT_ONE_QUEUE = Pattern.compile("::|[*#]");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.consumers().entrySet().stream()
        .filter(queue -> isBesideTriage(queue.getKey()))
        .map(
            queue ->
                new Fault(
                    wiring.place(queue.getValue(), EndpointNames.queue(queue.getKey())),
                    "takes from %s, so that it gets runs before their confidence is checked"
                        .formatted(EndpointNames.shown(queue.getKey())),
                    "take from the queue of one type: %s<type>".formatted(EndpointNames.BRANCH)));
  }

  private static boolean isBesideTriage(String source) {
    String queue = EndpointNames.queue(source);
    Matcher other = NOT_ONE_QUEUE.matcher(queue);
    if (!source.startsWith(EndpointNames.JMS)
        || source.startsWith(EndpointNames.BRANCH)
        || !other.find()) {
      return false;
    }
    String start = queue.substring(0, other.start());
    return start.startsWith(QueueNames.PREFIX)
        || QueueNames.PREFIX.startsWith(start)
        || queue.contains("::" + QueueNames.PREFIX);
  }
}
