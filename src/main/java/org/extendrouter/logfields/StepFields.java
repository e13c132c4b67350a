package org.extendrouter.logfields;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.extendrouter.log.LogFields;
import org.extendrouter.log.StructuredLog;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.routes.RouterRoutes;
import org.springframework.stereotype.Component;

/**
 * Tells a structured log at each step what the message is about by then. Camel's unit of work for
 * the MDC is not asked at the steps of a transacted message, and camel-mdc, which is not served
 * with the fixes of 4.18.2, keeps what was there before in one place for all threads.
 */
@Component
final class StepFields implements InterceptStrategy {

  private final StructuredLog log;
  private final RouterRoutes routes;

  StepFields(StructuredLog log, RouterRoutes routes) {
    this.log = log;
    this.routes = routes;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext camel, NamedNode definition, Processor target, Processor nextTarget) {
    RouteDefinition route =
        definition instanceof ProcessorDefinition<?> step
            ? ProcessorDefinitionHelper.getRoute(step)
            : null;
    return log.isOn() && route != null && routes.include(camel, route)
        ? new Step(target, route.getRouteId())
        : target;
  }

  private static final class Step extends DelegateAsyncProcessor {

    private final String route;

    Step(Processor target, String route) {
      super(target);
      this.route = route;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      LogFields fields = fields(exchange.getMessage());
      try {
        return super.process(exchange, callback);
      } finally {
        fields.close();
      }
    }

    /** As it is done in a transaction of Spring's. */
    @Override
    public void process(Exchange exchange) throws Exception {
      LogFields fields = fields(exchange.getMessage());
      try {
        super.process(exchange);
      } finally {
        fields.close();
      }
    }

    private LogFields fields(Message message) {
      return LogFields.of(
          text(message, HeaderNames.EVENT_ID),
          text(message, HeaderNames.RUN_ID),
          text(message, HeaderNames.TYPE),
          route);
    }

    private static String text(Message message, String header) {
      return message.getHeader(header, String.class);
    }
  }
}
