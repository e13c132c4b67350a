package org.extendrouter.check.rules;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.triage.BranchName;

/** A route from a queue that no branch can have, or that stands for several. */
final class UnusableBranchName implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.consumers().entrySet().stream()
        .filter(queue -> queue.getKey().startsWith(EndpointNames.BRANCH))
        .flatMap(queue -> fault(queue.getValue().get(0), wiring));
  }

  private static Stream<Fault> fault(WiredRoute route, Wiring wiring) {
    String branch = route.source().substring(EndpointNames.BRANCH.length());
    return BranchName.isPlain(branch)
        ? Stream.empty()
        : Stream.of(
            new Fault(
                wiring.place(route, branch),
                "\"%s\" is not the name of one branch".formatted(branch),
                "write the branch of one type, of letters, digits, _ and -"));
  }
}
