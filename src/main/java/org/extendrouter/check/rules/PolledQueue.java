package org.extendrouter.check.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.Poll;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/** A step that takes from one of the router's queues what is for another route. */
final class PolledQueue implements WiringRule {

  private static final Pattern POLLED = Pattern.compile("jms:(?://)?(?:queue:)?(extend\\.[^?}]+)");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.polls().flatMap(poll -> fault(poll, wiring));
  }

  private static Stream<Fault> fault(Poll poll, Wiring wiring) {
    Matcher queue = POLLED.matcher(poll.address());
    return queue.find() && !queue.group(1).startsWith(QueueNames.DEAD_LETTERS)
        ? Stream.of(
            new Fault(
                wiring.places().place(poll.step(), queue.group(1)),
                "takes from the queue %s, which is for another route".formatted(queue.group(1)),
                "take from a queue of your own"))
        : Stream.empty();
  }
}
