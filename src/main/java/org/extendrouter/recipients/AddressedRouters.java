package org.extendrouter.recipients;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Expression;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.reifier.language.ExpressionReifier;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.extendrouter.routes.RouterRoutes;
import org.springframework.stereotype.Component;

/**
 * Has each {@code dynamicRouter} of the router's routes fail if it finds nobody to send to at
 * first. Later that is how it ends, so each message has an expression of its own.
 */
@Component
final class AddressedRouters implements InterceptStrategy {

  private final RouterRoutes routes;

  AddressedRouters(RouterRoutes routes) {
    this.routes = routes;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext camel, NamedNode definition, Processor target, Processor nextTarget) {
    if (!(definition instanceof DynamicRouterDefinition<?> step)) {
      return target;
    }
    RouteDefinition route = ProcessorDefinitionHelper.getRoute(step);
    if (route == null || !routes.include(camel, route)) {
      return target;
    }
    Expression written = ExpressionReifier.reifier(camel, step.getExpression()).createExpression();
    AddressExpression first = new AddressExpression(step, ignored -> written);
    first.init(camel);
    return new Asked(target, first, written);
  }

  private static final class Asked extends DelegateAsyncProcessor {

    private final Expression first;
    private final Expression later;

    Asked(Processor target, Expression first, Expression later) {
      super(target);
      this.first = first;
      this.later = later;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      exchange.setProperty(
          ExchangePropertyKey.EVALUATE_EXPRESSION_RESULT, new Answers(first, later));
      return super.process(exchange, callback);
    }

    /** As it is done in a transaction of Spring's. */
    @Override
    public void process(Exchange exchange) throws Exception {
      exchange.setProperty(
          ExchangePropertyKey.EVALUATE_EXPRESSION_RESULT, new Answers(first, later));
      super.process(exchange);
    }
  }

  /** What one message is told; it is asked by one thread after the other. */
  private static final class Answers implements Expression {

    private final Expression later;
    private volatile Expression next;

    Answers(Expression first, Expression later) {
      this.next = first;
      this.later = later;
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
      Expression asked = next;
      next = later;
      try {
        return asked.evaluate(exchange, type);
      } catch (RuntimeException e) {
        // Camel tells nobody of what is thrown here, and the route would wait for ever.
        exchange.setException(e);
        return null;
      }
    }
  }
}
