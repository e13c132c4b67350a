package org.extendrouter.check.staff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ExpressionSubElementDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;

/** Where a route sends what fails in it, so that the failure is none for the broker. */
public final class HandledFailures {

  private static final Set<String> ALL =
      Set.of(Exception.class.getName(), Throwable.class.getName());

  private HandledFailures() {}

  /**
   * Whether a handler ends the attempts.
   *
   * @param handler the handler
   * @return true if what it handles is no failure any more
   */
  public static boolean isHandled(OnExceptionDefinition handler) {
    return isGiven(handler.getHandled()) || isGiven(handler.getContinued());
  }

  private static boolean isGiven(ExpressionSubElementDefinition part) {
    ExpressionDefinition expression = part == null ? null : part.getExpressionType();
    return expression != null
        && !("constant".equals(expression.getLanguage())
            && "false".equalsIgnoreCase(String.valueOf(expression.getExpression()).strip()));
  }

  /**
   * The names that each failure of a route is sent to, with the step that does.
   *
   * @param route the route
   * @param always whether to leave out those that a failure is sent to under a condition, or for
   *     its class
   * @param wiring fills in settings
   * @return empty if the broker gets each failure
   */
  public static Map<String, LineNumberAware> targets(
      WiredRoute route, boolean always, Wiring wiring) {
    Map<String, LineNumberAware> targets = new LinkedHashMap<>();
    Stream.concat(
            Stream.concat(
                SendFinder.deadLetters(route.definition()),
                route.common().stream().flatMap(SendFinder::deadLetters)),
            handlers(route)
                .filter(HandledFailures::isHandled)
                .filter(handler -> StaffSteps.isEnabled(handler, wiring))
                .filter(handler -> !always || handlesAll(handler, wiring))
                .flatMap(
                    handler ->
                        always
                            ? Routes.unconditional(
                                handler.getOutputs(), step -> StaffSteps.isEnabled(step, wiring))
                            : StaffSteps.running(handler.getOutputs(), wiring))
                .flatMap(SendFinder::of))
        .filter(send -> !send.varies())
        .forEach(send -> targets.putIfAbsent(name(send, route), send.part()));
    targets.remove("");
    return targets;
  }

  private static Stream<OnExceptionDefinition> handlers(WiredRoute route) {
    return Stream.concat(
            route.definition().getOutputs().stream(),
            route.common().stream().flatMap(common -> Routes.handlers(common).stream()))
        .filter(OnExceptionDefinition.class::isInstance)
        .map(OnExceptionDefinition.class::cast);
  }

  /** Where an event fails in its second route, it may be by another class. */
  private static boolean handlesAll(OnExceptionDefinition handler, Wiring wiring) {
    List<String> classes =
        handler.getExceptions().stream()
            .map(name -> wiring.names().resolved(name).strip())
            .toList();
    return handler.getOnWhen() == null
        && (classes.isEmpty() || classes.stream().anyMatch(ALL::contains));
  }

  private static String name(Send send, WiredRoute route) {
    return route.names().of(send.uri());
  }
}
