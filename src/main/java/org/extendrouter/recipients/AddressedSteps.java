package org.extendrouter.recipients;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Expression;
import org.apache.camel.Route;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.reifier.language.ExpressionReifier;
import org.apache.camel.support.LifecycleStrategySupport;
import org.extendrouter.routes.RouterRoutes;

/**
 * Has each {@code recipientList}, {@code routingSlip} and {@code toD} of the router's routes fail
 * if it finds nobody to send to: what it was to send would count as delivered.
 */
final class AddressedSteps extends LifecycleStrategySupport {

  private final RouterRoutes routes;

  AddressedSteps(RouterRoutes routes) {
    this.routes = routes;
  }

  /** Before the steps are made of what is written. */
  @Override
  public void onRouteContextCreate(Route route) {
    if (route.getRoute() instanceof RouteDefinition definition
        && routes.include(route.getCamelContext(), definition)) {
      List<ProcessorDefinition<?>> outputs = definition.getOutputs();
      Stream.of(RecipientListDefinition.class, RoutingSlipDefinition.class)
          .flatMap(type -> ProcessorDefinitionHelper.filterTypeInOutputs(outputs, type).stream())
          .forEach(AddressedSteps::check);
      ProcessorDefinitionHelper.filterTypeInOutputs(outputs, ToDynamicDefinition.class)
          .forEach(step -> check(route, step));
    }
  }

  private static void check(ExpressionNode step) {
    step.preCreateProcessor();
    ExpressionDefinition written = step.getExpression();
    // It is there already when the route is started again.
    if (written == null || isChecked(written) || isChecked(written.getExpressionType())) {
      return;
    }
    ExpressionDefinition before = written.copyDefinition();
    ExpressionDefinition checked =
        new ExpressionDefinition(
            (Expression)
                new AddressExpression(
                    step, camel -> ExpressionReifier.reifier(camel, before).createExpression()));
    if (written.getExpressionValue() == null) {
      // What is written stays readable.
      written.setExpressionType(checked);
    } else {
      step.setExpression(checked);
    }
  }

  private static boolean isChecked(ExpressionDefinition expression) {
    return expression != null && expression.getExpressionValue() instanceof AddressExpression;
  }

  private static void check(Route route, ToDynamicDefinition step) {
    if (step.getEndpointProducerBuilder() == null && DynamicAddress.mayBeEmpty(step)) {
      step.setEndpointProducerBuilder(new DynamicAddress(route, step));
    }
  }
}
