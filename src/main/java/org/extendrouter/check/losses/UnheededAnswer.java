package org.extendrouter.check.losses;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A request whose refusal is no failure, and whose answer no step looks at. */
public final class UnheededAnswer implements WiringRule {

  private static final String OPTION = "throwExceptionOnFailure";
  private static final Pattern NO_FAILURE =
      Pattern.compile("https?:.*[?&]" + OPTION + "=false\\b.*");

  /** It, and what stands for all headers or, as code of Java does, for anything. */
  private static final Pattern ANSWER =
      Pattern.compile(
          "(?i)" + Exchange.HTTP_RESPONSE_CODE + "|\\$\\{headers}|bean:|\\bref:|\\$\\$Lambda");

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return StaffSteps.routes(wiring)
        .flatMap(route -> unheeded(route, wiring))
        .map(
            send ->
                new Fault(
                    wiring.places().place(send.part(), OPTION),
                    "%s=false takes each answer for a success, and no step looks at %s: what the server refuses counts as delivered"
                        .formatted(OPTION, Exchange.HTTP_RESPONSE_CODE),
                    "remove it; or add a choice behind it, as in routes/examples/invoice-over-http.camel.yaml"));
  }

  private static Stream<Send> unheeded(WiredRoute route, Wiring wiring) {
    List<ProcessorDefinition<?>> steps =
        StaffSteps.running(route.definition().getOutputs(), wiring).toList();
    return Stream.iterate(0, i -> i < steps.size(), i -> i + 1)
        .flatMap(
            i ->
                SendFinder.of(steps.get(i))
                    .filter(send -> NO_FAILURE.matcher(resolved(send, wiring)).matches())
                    .filter(
                        send ->
                            steps.stream().skip(i + 1).noneMatch(UnheededAnswer::heeds)
                                && around(route, wiring).noneMatch(UnheededAnswer::heeds)));
  }

  private static String resolved(Send send, Wiring wiring) {
    return wiring.names().resolved(send.withoutRaw());
  }

  /** The steps of the routes that it calls, and of those that call it. */
  private static Stream<ProcessorDefinition<?>> around(WiredRoute route, Wiring wiring) {
    return Stream.concat(
            wiring.called(route),
            wiring.routes().stream().filter(caller -> caller.targets().containsKey(route.source())))
        .filter(other -> !other.equals(route))
        .flatMap(other -> StaffSteps.running(other.definition().getOutputs(), wiring));
  }

  private static boolean heeds(ProcessorDefinition<?> step) {
    return step instanceof BeanDefinition
        || step instanceof ProcessDefinition
        || expressions(step)
            .filter(Objects::nonNull)
            .anyMatch(
                expression ->
                    "method".equals(expression.getLanguage())
                        || ANSWER.matcher(Objects.toString(expression.getExpression(), "")).find()
                        || ANSWER.matcher(Objects.toString(expression.getLabel(), "")).find());
  }

  private static Stream<ExpressionDefinition> expressions(ProcessorDefinition<?> step) {
    if (step instanceof ChoiceDefinition choice) {
      return choice.getWhenClauses().stream().map(when -> when.getExpression());
    }
    return step instanceof ExpressionNode node
        ? Stream.ofNullable(node.getExpression())
        : Stream.empty();
  }
}
