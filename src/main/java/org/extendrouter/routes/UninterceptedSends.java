package org.extendrouter.routes;

import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.processor.DefaultInternalProcessorFactory;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Lets nothing come between the router's routes and what they send to. Camel's {@code
 * interceptSendToEndpoint} holds for a whole context: an application that skips or changes what it
 * sends itself would do the same to events that were answered 200.
 */
final class UninterceptedSends extends DefaultInternalProcessorFactory {

  private static final Pattern OWN =
      Pattern.compile("(direct:(//)?)?" + Pattern.quote(RouterRoutes.PREFIX));

  @Override
  public AsyncProducer createInterceptSendToEndpointProcessor(
      InterceptSendToEndpoint endpoint,
      Endpoint delegate,
      AsyncProducer producer,
      boolean skip,
      Predicate onWhen) {
    AsyncProducer intercepted =
        super.createInterceptSendToEndpointProcessor(endpoint, delegate, producer, skip, onWhen);
    // The mocks of an application's tests send on at once, and are meant for all routes.
    return endpoint.getBefore() instanceof Producer
        ? intercepted
        : new ByRoute(delegate, producer, intercepted);
  }

  private static final class ByRoute extends DefaultAsyncProducer {

    private final AsyncProducer producer;
    private final AsyncProducer intercepted;

    ByRoute(Endpoint endpoint, AsyncProducer producer, AsyncProducer intercepted) {
      super(endpoint);
      this.producer = producer;
      this.intercepted = intercepted;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      return (isFromRouter(exchange) ? producer : intercepted).process(exchange, callback);
    }

    private boolean isFromRouter(Exchange exchange) {
      Route current = ExchangeHelper.getRoute(exchange);
      // A wire tap's copy is in no route.
      Route route =
          current == null && exchange.getFromRouteId() != null
              ? exchange.getContext().getRoute(exchange.getFromRouteId())
              : current;
      // The router's own code sends without a route, to its own components and routes alone.
      return route == null
          ? OWN.matcher(getEndpoint().getEndpointUri()).lookingAt()
          : RouterRoutes.GROUP.equals(route.getGroup());
    }

    @Override
    public boolean isSingleton() {
      return producer.isSingleton();
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      // Starts the producer, too.
      ServiceHelper.startService(intercepted);
    }

    @Override
    protected void doStop() throws Exception {
      ServiceHelper.stopService(intercepted);
      super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
      ServiceHelper.stopAndShutdownService(intercepted);
      super.doShutdown();
    }
  }
}
