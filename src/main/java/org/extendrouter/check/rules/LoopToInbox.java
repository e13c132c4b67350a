package org.extendrouter.check.rules;

import java.util.stream.Stream;
import org.extendrouter.check.entries.NotFromWebhook;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/** A route that sends runs back to the inbox, where they go round for ever. */
final class LoopToInbox implements WiringRule {

  private static final String INBOX = EndpointNames.JMS + QueueNames.INBOX;

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream()
        .filter(route -> !route.isFirst())
        .filter(route -> route.targets().containsKey(INBOX))
        .filter(route -> !NotFromWebhook.is(route, wiring))
        .map(
            route ->
                new Fault(
                    wiring.places().place(route.targets().get(INBOX), null),
                    "sends to the queue %s, so that its runs come back to it for ever"
                        .formatted(QueueNames.INBOX),
                    "send to a queue of your own"));
  }
}
