package org.extendrouter.check.staff;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TransformDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;

/** Steps that tell somebody of an event, and do not send it. */
public final class Notice {

  private static final Set<String> LANGUAGES = Set.of("constant", "simple");

  /** What a sentence about an event is made of; a variable, say, may hold the event itself. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "\\$\\{(?:exception(?:\\.[^{}]*)?|headers?[.:\\[][^{}]*|date:[^{}]*|exchangeId|routeId|fromRouteId"
              + "|id|hostname|exchangeProperty[.:\\['\"]*Camel[^{}]*)}");

  /** Components that write a text. */
  static final String TEMPLATES =
      "freemarker|velocity|mustache|string-template|chunk|jte|thymeleaf|mvel";

  private static final Pattern TEMPLATE = Pattern.compile("(?:" + TEMPLATES + "):.*");

  private Notice() {}

  /**
   * Whether all that steps send is a text that they have put in place of the event.
   *
   * @param steps those of a handler
   * @param wiring how all routes are connected
   * @return true also if they send nothing
   */
  public static boolean isAll(List<? extends ProcessorDefinition<?>> steps, Wiring wiring) {
    return isAll(steps, false, wiring);
  }

  private static boolean isAll(
      List<? extends ProcessorDefinition<?>> steps, boolean replacedBefore, Wiring wiring) {
    boolean replaced = replacedBefore;
    for (ProcessorDefinition<?> step : steps) {
      if (!StaffSteps.isEnabled(step, wiring)) {
        continue;
      }
      if (replaces(step, wiring)) {
        replaced = true;
        continue;
      }
      replaced &= !RestoringStep.is(step, wiring);
      if (SendingStep.is(step, wiring) && (!replaced || mayKeepIt(step, wiring))
          || !isAllWithin(step, replaced, wiring)) {
        return false;
      }
      replaced &= !RestoringStep.isIn(List.of(step), wiring);
    }
    return true;
  }

  private static boolean isAllWithin(ProcessorDefinition<?> step, boolean replaced, Wiring wiring) {
    return step instanceof ChoiceDefinition choice
        ? Stream.concat(
                choice.getWhenClauses().stream()
                    .filter(when -> !StaffSteps.isTrue(when.getDisabled(), wiring))
                    .map(when -> when.getOutputs()),
                Stream.ofNullable(choice.getOtherwise()).map(otherwise -> otherwise.getOutputs()))
            .allMatch(path -> isAll(path, replaced, wiring))
        : isAll(step.getOutputs(), replaced, wiring);
  }

  static boolean replaces(ProcessorDefinition<?> step, Wiring wiring) {
    return (step instanceof SetBodyDefinition || step instanceof TransformDefinition)
            && isText(((ExpressionNode) step).getExpression())
        || StaffSteps.addresses(step, wiring).anyMatch(TEMPLATE.asMatchPredicate());
  }

  /** A header alone may hold the event. */
  static boolean isText(ExpressionDefinition expression) {
    if (expression == null || !LANGUAGES.contains(String.valueOf(expression.getLanguage()))) {
      return false;
    }
    String text = String.valueOf(expression.getExpression()).strip();
    String rest = ABOUT.matcher(text).replaceAll("");
    return !rest.contains(Send.EXPRESSION) && (!rest.isEmpty() || text.contains("${exception"));
  }

  /** The route that it calls may fail, give the event up, or take it from where it is noted. */
  private static boolean mayKeepIt(ProcessorDefinition<?> step, Wiring wiring) {
    return sendsVariable(step)
        || SendFinder.of(step)
            .map(send -> wiring.names().of(send.uri()))
            .filter(name -> name.startsWith(EndpointNames.DIRECT))
            .anyMatch(
                name -> {
                  List<WiredRoute> called = wiring.consumersOf(name);
                  return called.isEmpty()
                      || called.stream()
                          .anyMatch(
                              route ->
                                  !StaffSteps.isStaffs(route.definition().getInput(), wiring)
                                      || mayMend(route.definition().getOutputs(), wiring));
                });
  }

  private static boolean sendsVariable(ProcessorDefinition<?> step) {
    return step instanceof ToDefinition fixed && fixed.getVariableSend() != null
        || step instanceof ToDynamicDefinition dynamic && dynamic.getVariableSend() != null;
  }

  /**
   * Whether steps may do something about an event that a text stands for.
   *
   * @param steps those that run with the text
   * @param wiring how all routes are connected
   * @return true if they may fail, or put the event in place of the text again
   */
  public static boolean mayMend(List<? extends ProcessorDefinition<?>> steps, Wiring wiring) {
    return mayFail(steps, wiring)
        || RestoringStep.isIn(steps, wiring)
        || StaffSteps.running(steps, wiring).anyMatch(Notice::sendsVariable);
  }

  /** Handlers of a route do not count; a call of another route, or of code, may do either. */
  private static boolean mayFail(List<? extends ProcessorDefinition<?>> steps, Wiring wiring) {
    return StaffSteps.running(StaffSteps.withoutHandlers(steps), wiring)
        .anyMatch(
            step ->
                fails(step)
                    || SendFinder.of(step)
                        .anyMatch(
                            send ->
                                wiring.names().of(send.uri()).startsWith(EndpointNames.DIRECT)));
  }

  /**
   * Whether a step fails, or runs code that may do so.
   *
   * @param step the step
   * @return true for example for {@code throwException}
   */
  public static boolean fails(ProcessorDefinition<?> step) {
    return step instanceof ThrowExceptionDefinition
        || step instanceof RollbackDefinition
        || step instanceof BeanDefinition
        || step instanceof ProcessDefinition
        || step instanceof ScriptDefinition;
  }
}
