package org.extendrouter.tracing;

import io.opentelemetry.context.Context;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes the trace of an exchange the current one at steps on other threads than that which it came
 * on: in an application webhooks are worked on by threads of Camel's, and parts of a route may be
 * anywhere.
 */
final class StepTraces implements InterceptStrategy {

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext camel, NamedNode definition, Processor target, Processor nextTarget) {
    return new Step(target);
  }

  private static final class Step extends DelegateAsyncProcessor {

    Step(Processor target) {
      super(target);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      Context trace = elsewhere(exchange);
      if (trace == null) {
        return super.process(exchange, callback);
      }
      Traces.Running running = Traces.run(trace);
      try {
        return super.process(exchange, callback);
      } finally {
        running.close();
      }
    }

    /** As it is done in a transaction of Spring's. */
    @Override
    public void process(Exchange exchange) throws Exception {
      Context trace = elsewhere(exchange);
      if (trace == null) {
        super.process(exchange);
        return;
      }
      Traces.Running running = Traces.run(trace);
      try {
        super.process(exchange);
      } finally {
        running.close();
      }
    }

    /** Null on the thread where the trace is current. */
    private static Context elsewhere(Exchange exchange) {
      return Traces.current() == null ? SendSpans.trace(exchange) : null;
    }
  }
}
