package org.extendrouter.check.losses;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A step that asks again and again what comes next, and gets the same answer each time. */
public final class EndlessStep implements WiringRule {

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return StaffSteps.of(wiring).flatMap(step -> fault(step, wiring).stream());
  }

  private static Optional<Fault> fault(ProcessorDefinition<?> step, Wiring wiring) {
    if (step instanceof DynamicRouterDefinition && SendFinder.of(step).findAny().isPresent()) {
      return Optional.of(
          told(
              step,
              "dynamicRouter asks its expression again after each step, and this one never ends: it sends the same event until the memory is full",
              "write recipientList, or routingSlip for one after the other",
              wiring));
    }
    return step instanceof LoopDefinition loop
            && StaffSteps.isTrue(loop.getDoWhile(), wiring)
            && isAlwaysTrue(loop.getExpression(), wiring)
            && Routes.steps(loop.getOutputs()).noneMatch(EndlessStep::ends)
        ? Optional.of(
            told(
                step,
                "loop with doWhile goes on while its expression is true, and this one always is",
                "write a condition that the steps within change; or a number, without doWhile",
                wiring))
        : Optional.empty();
  }

  private static boolean isAlwaysTrue(ExpressionDefinition expression, Wiring wiring) {
    return expression != null
        && ("constant".equals(expression.getLanguage())
            || "simple".equals(expression.getLanguage()))
        && "true"
            .equalsIgnoreCase(
                wiring.names().resolved(String.valueOf(expression.getExpression())).strip());
  }

  private static boolean ends(ProcessorDefinition<?> step) {
    return step instanceof StopDefinition
        || step instanceof ThrowExceptionDefinition
        || step instanceof RollbackDefinition
        || step instanceof ValidateDefinition;
  }

  private static Fault told(
      ProcessorDefinition<?> step, String problem, String fix, Wiring wiring) {
    return new Fault(wiring.places().place(step, step.getShortName()), problem, fix);
  }
}
