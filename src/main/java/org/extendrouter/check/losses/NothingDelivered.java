package org.extendrouter.check.losses;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A branch, or a step of it, that does nothing, so that its events count as delivered. */
public final class NothingDelivered implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    Stream<Fault> branches =
        StaffSteps.routes(wiring)
            .filter(route -> route.source().startsWith(EndpointNames.BRANCH))
            .filter(route -> isTurnedOff(route, wiring))
            .map(
                route ->
                    new Fault(
                        wiring.place(route, "disabled"),
                        "delivers to nothing, since all of its steps are disabled: each event counts as delivered",
                        "enable a step; or remove the route, so that its runs come to review"));
    Stream<Fault> rollbacks =
        StaffSteps.of(wiring)
            .filter(RollbackDefinition.class::isInstance)
            .map(RollbackDefinition.class::cast)
            .filter(step -> StaffSteps.isTrue(step.getMarkRollbackOnlyLast(), wiring))
            .map(
                step ->
                    new Fault(
                        wiring.places().place(step, "markRollbackOnlyLast"),
                        "markRollbackOnlyLast rolls nothing back here, so that the event counts as delivered",
                        "write markRollbackOnly"));
    return Stream.concat(branches, rollbacks);
  }

  private static boolean isTurnedOff(WiredRoute route, Wiring wiring) {
    Predicate<ProcessorDefinition<?>> isHandler = ProcessorDefinition::isAbstract;
    List<ProcessorDefinition<?>> steps =
        route.definition().getOutputs().stream().filter(isHandler.negate()).toList();
    return !steps.isEmpty() && steps.stream().noneMatch(step -> StaffSteps.isEnabled(step, wiring));
  }
}
