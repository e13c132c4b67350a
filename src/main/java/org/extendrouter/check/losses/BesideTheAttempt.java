package org.extendrouter.check.losses;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.SplitDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.staff.SendingStep;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A step whose failure comes when its event counts as delivered already. */
public final class BesideTheAttempt implements WiringRule {

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return StaffSteps.of(wiring).flatMap(step -> warning(step, wiring).stream());
  }

  private static Optional<Fault> warning(ProcessorDefinition<?> step, Wiring wiring) {
    if (step instanceof OnCompletionDefinition completion
        && !StaffSteps.isTrue(completion.getOnFailureOnly(), wiring)
        && StaffSteps.running(completion.getOutputs(), wiring)
            .anyMatch(within -> SendingStep.is(within, wiring))) {
      return told(
          step,
          "onCompletion",
          "onCompletion sends once the route has ended: a failure there is not tried again, and the event counts as delivered",
          "send as the last step of the route",
          wiring);
    }
    return isCutOff(step, wiring)
        ? told(
            step,
            "timeout",
            "%s with a timeout goes on without what takes longer: it counts as delivered, whatever becomes of it"
                .formatted(step.getShortName()),
            "remove the timeout, and limit the time of the steps within, as by responseTimeout of http:",
            wiring)
        : Optional.empty();
  }

  /** Camel heeds a timeout of steps in parallel alone. */
  private static boolean isCutOff(ProcessorDefinition<?> step, Wiring wiring) {
    if (step instanceof MulticastDefinition all) {
      return isCutOff(all.getParallelProcessing(), all.getTimeout(), wiring);
    }
    if (step instanceof SplitDefinition split) {
      return isCutOff(split.getParallelProcessing(), split.getTimeout(), wiring);
    }
    return step instanceof RecipientListDefinition<?> list
        && isCutOff(list.getParallelProcessing(), list.getTimeout(), wiring);
  }

  private static boolean isCutOff(String parallel, String timeout, Wiring wiring) {
    return timeout != null
        && !"0".equals(wiring.names().resolved(timeout).strip())
        && StaffSteps.isTrue(parallel, wiring);
  }

  private static Optional<Fault> told(
      ProcessorDefinition<?> step, String mention, String problem, String fix, Wiring wiring) {
    return Optional.of(new Fault(wiring.places().place(step, mention), problem, fix));
  }
}
