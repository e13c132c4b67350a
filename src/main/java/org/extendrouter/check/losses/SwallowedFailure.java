package org.extendrouter.check.losses;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.TryDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.staff.HandledFailures;
import org.extendrouter.check.staff.Notice;
import org.extendrouter.check.staff.SendingStep;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A handler that takes a failure for handled, and does nothing with the event. */
public final class SwallowedFailure implements WiringRule {

  private static final String PROBLEM =
      "%s neither sends the event on nor fails, so that a failure there counts as delivered";

  private static final String TEXT =
      "%s sends a text in place of the event and does not fail, so that a failure there counts as delivered, and the event is lost";

  private static final String FIX =
      "remove it, so that the broker tries again; or end its steps with throwException or direct:dead-letter";

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return StaffSteps.of(wiring)
        .flatMap(step -> silent(step, wiring))
        .map(
            handler ->
                new Fault(
                    wiring.places().place(handler, handler.getShortName()),
                    (delivers(handler.getOutputs(), wiring) ? TEXT : PROBLEM)
                        .formatted(handler.getShortName()),
                    FIX));
  }

  private static Stream<ProcessorDefinition<?>> silent(ProcessorDefinition<?> step, Wiring wiring) {
    if (step instanceof TryDefinition attempt) {
      // What only reads or asks may fail, and the route deliver all the same.
      return delivers(attempt.getOutputsWithoutCatches(), wiring)
          ? Stream.ofNullable(attempt.getCatchClauses())
              .<ProcessorDefinition<?>>flatMap(List::stream)
              .filter(handler -> isSilent(handler, wiring))
              .filter(
                  handler ->
                      !delivers(handler.getOutputs(), wiring) || !mayFailLater(attempt, wiring))
          : Stream.empty();
    }
    return step instanceof OnExceptionDefinition handler
            && HandledFailures.isHandled(handler)
            && isSilent(handler, wiring)
        ? Stream.of(handler)
        : Stream.empty();
  }

  private static boolean delivers(List<ProcessorDefinition<?>> steps, Wiring wiring) {
    return StaffSteps.running(steps, wiring).anyMatch(step -> SendingStep.is(step, wiring));
  }

  /** A bean may do either. */
  private static boolean isSilent(ProcessorDefinition<?> handler, Wiring wiring) {
    return StaffSteps.isEnabled(handler, wiring)
        && Notice.isAll(handler.getOutputs(), wiring)
        && StaffSteps.running(handler.getOutputs(), wiring).noneMatch(Notice::fails);
  }

  /** A step may look at what the handler has noted. */
  private static boolean mayFailLater(TryDefinition attempt, Wiring wiring) {
    ProcessorDefinition<?> at = attempt;
    while (at.getParent() != null) {
      List<ProcessorDefinition<?>> beside = at.getParent().getOutputs();
      if (Notice.mayMend(beside.subList(beside.indexOf(at) + 1, beside.size()), wiring)) {
        return true;
      }
      at = at.getParent();
    }
    return false;
  }
}
