package org.extendrouter.check.losses;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A step that asks again and again what comes next, and gets the same answer each time. */
public final class EndlessStep implements WiringRule {

  /** They end their route, or run code that may. */
  private static final Set<Class<?>> ENDS =
      Set.of(
          BeanDefinition.class,
          ProcessDefinition.class,
          RollbackDefinition.class,
          ScriptDefinition.class,
          StopDefinition.class,
          ThrowExceptionDefinition.class,
          ValidateDefinition.class);

  /** Endpoints that do the same. */
  private static final Pattern CODE =
      Pattern.compile("(?:bean|class|language|json-validator|validator):.*");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return StaffSteps.of(wiring).flatMap(step -> fault(step, wiring).stream());
  }

  private static Optional<Fault> fault(ProcessorDefinition<?> step, Wiring wiring) {
    if (step instanceof DynamicRouterDefinition
        && SendFinder.of(step).findAny().isPresent()
        && !mayEnd(Stream.of(step), new HashSet<>(), wiring)) {
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
            && !mayEnd(StaffSteps.running(loop.getOutputs(), wiring), new HashSet<>(), wiring)
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

  /** What ends a route ends the one that calls it, too. */
  private static boolean mayEnd(
      Stream<ProcessorDefinition<?>> steps, Set<String> called, Wiring wiring) {
    return steps.anyMatch(
        step ->
            ENDS.contains(step.getClass())
                || SendFinder.of(step).anyMatch(send -> mayEnd(send, called, wiring)));
  }

  private static boolean mayEnd(Send send, Set<String> called, Wiring wiring) {
    String name = wiring.names().of(send.uri());
    return send.varies()
        || CODE.matcher(wiring.names().resolved(send.uri())).matches()
        || name.startsWith(EndpointNames.DIRECT)
            && called.add(name)
            && wiring.consumersOf(name).stream()
                .anyMatch(
                    route ->
                        mayEnd(
                            StaffSteps.running(route.definition().getOutputs(), wiring),
                            called,
                            wiring));
  }

  private static Fault told(
      ProcessorDefinition<?> step, String problem, String fix, Wiring wiring) {
    return new Fault(wiring.places().place(step, step.getShortName()), problem, fix);
  }
}
