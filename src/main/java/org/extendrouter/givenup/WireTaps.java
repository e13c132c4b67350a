package org.extendrouter.givenup;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.extendrouter.commit.TakenMessage;
import org.springframework.stereotype.Component;

/**
 * Marks what wire taps work on. The route has often ended before they give a message up, so whether
 * it has delivered must not depend on them.
 */
@Component
final class WireTaps implements InterceptStrategy {

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext camel, NamedNode definition, Processor target, Processor nextTarget) {
    return definition instanceof WireTapDefinition ? new Tap(target) : target;
  }

  private static final class Tap extends DelegateAsyncProcessor {

    Tap(Processor target) {
      super(target);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      Object before = TakenMessage.setBeside(exchange, true);
      return super.process(
          exchange,
          inThisThread -> {
            TakenMessage.setBeside(exchange, before);
            callback.done(inThisThread);
          });
    }

    /** As it is done in a transaction of Spring's. */
    @Override
    public void process(Exchange exchange) throws Exception {
      Object before = TakenMessage.setBeside(exchange, true);
      try {
        super.process(exchange);
      } finally {
        TakenMessage.setBeside(exchange, before);
      }
    }
  }
}
