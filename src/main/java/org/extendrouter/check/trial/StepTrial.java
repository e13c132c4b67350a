package org.extendrouter.check.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.spi.ModelReifierFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.PollFinder;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.Send;
import org.extendrouter.routes.RouteFile;

/**
 * Builds the steps of a file one by one.
 *
 * @param camel the context, which is not started
 * @param reifiers makes processors of definitions
 * @param file the file
 */
record StepTrial(CamelContext camel, ModelReifierFactory reifiers, RouteFile file) {

  static final String NOWHERE = "direct:nowhere";

  /** Builds a whole route; fails at its first fault. */
  void build(RouteDefinition route) {
    ServiceHelper.initService(reifiers.createRoute(camel, route).getProcessor());
  }

  /**
   * Builds each step. Steps within a step come first; one that holds a step that fails, fails for
   * that reason.
   *
   * @param route the route, or one that stands for it
   * @param outputs its steps
   * @return a fault for each step that cannot be built, in the order of the steps
   */
  List<Fault> faults(RouteDefinition route, List<ProcessorDefinition<?>> outputs) {
    LinkedList<Fault> faults = new LinkedList<>();
    Set<ProcessorDefinition<?>> failed = new HashSet<>();
    List<ProcessorDefinition<?>> steps = new ArrayList<>(Routes.steps(outputs).toList());
    Collections.reverse(steps);
    for (ProcessorDefinition<?> step : steps) {
      if (Routes.steps(List.of(step)).anyMatch(failed::contains)) {
        expressions(step)
            .flatMap(part -> Attempt.fault(file, step, () -> build(part)).stream())
            .forEach(faults::addFirst);
      } else {
        Attempt.fault(file, step, () -> build(route, step))
            .ifPresent(
                fault -> {
                  faults.addFirst(fault);
                  failed.add(step);
                });
      }
    }
    return faults;
  }

  /**
   * Finds the endpoints that Camel looks for when a message comes, though nothing in them varies.
   *
   * @param sends what steps and handlers send to
   * @return a fault for each that there is not
   */
  List<Fault> faults(List<Send> sends) {
    return sends.stream()
        .filter(send -> !(send.part() instanceof EndpointRequiredDefinition))
        .filter(send -> !send.varies() && !send.mayBeMissing())
        .flatMap(
            send -> Attempt.fault(file, send.part(), () -> camel.getEndpoint(send.uri())).stream())
        .toList();
  }

  /**
   * Finds the endpoints that Camel looks for when a step polls them.
   *
   * @param outputs the steps
   * @return a fault for each that there is not
   */
  List<Fault> polled(List<? extends ProcessorDefinition<?>> outputs) {
    return Routes.steps(outputs)
        .flatMap(
            step ->
                PollFinder.endpoints(step)
                    .flatMap(
                        uri -> Attempt.fault(file, step, () -> camel.getEndpoint(uri)).stream()))
        .toList();
  }

  private static Stream<ExpressionDefinition> expressions(ProcessorDefinition<?> step) {
    Stream<?> parts =
        step instanceof ChoiceDefinition choice
            ? choice.getWhenClauses().stream()
            : Stream.of(step);
    return parts
        .filter(HasExpressionType.class::isInstance)
        .map(part -> ((HasExpressionType) part).getExpressionType());
  }

  private void build(RouteDefinition of, ProcessorDefinition<?> step) throws Exception {
    Route route =
        PluginHelper.getRouteFactory(camel)
            .createRoute(camel, of, "trial", null, null, camel.getEndpoint(NOWHERE), null);
    route.setErrorHandlerFactory(reifiers.createDefaultErrorHandler());
    ProcessorReifier.reifier(route, step).addRoutes();
    ServiceHelper.initService(route.getEventDrivenProcessors());
  }

  private void build(ExpressionDefinition expression) {
    reifiers.createExpression(camel, expression);
  }
}
