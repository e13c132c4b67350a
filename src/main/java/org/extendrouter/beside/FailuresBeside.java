package org.extendrouter.beside;

import org.apache.camel.Exchange;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.extendrouter.log.LogFields;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.redelivery.Redelivery;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one line what has failed beside the message that a route was given, as in a wire tap,
 * after its completion, or in a branch that was no longer waited for. Nobody tries it again.
 */
final class FailuresBeside extends EventNotifierSupport {

  private static final Logger LOG = LoggerFactory.getLogger(FailuresBeside.class);
  private static final String IN_WORK = InWork.class.getName();
  private static final int LONGEST = 200;

  private final Redelivery redelivery;
  private final RouterRoutes routes;

  FailuresBeside(Redelivery redelivery, RouterRoutes routes) {
    this.redelivery = redelivery;
    this.routes = routes;
    setIgnoreCamelContextInitEvents(true);
    setIgnoreCamelContextEvents(true);
    setIgnoreServiceEvents(true);
    setIgnoreRouteEvents(true);
    setIgnoreStepEvents(true);
    setIgnoreExchangeSendingEvents(true);
    setIgnoreExchangeSentEvents(true);
    setIgnoreExchangeRedeliveryEvents(true);
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof CamelEvent.ExchangeCreatedEvent created) {
      Exchange exchange = created.getExchange();
      if (exchange.getProperty(IN_WORK) == null) {
        exchange.setProperty(IN_WORK, new InWork(exchange.getExchangeId()));
      }
    } else if (event instanceof CamelEvent.ExchangeFailedEvent failed) {
      done(failed.getExchange(), true);
    } else if (event instanceof CamelEvent.ExchangeCompletedEvent completed) {
      done(completed.getExchange(), false);
    }
  }

  private void done(Exchange exchange, boolean hasFailed) {
    InWork work = exchange.getProperty(IN_WORK, InWork.class);
    if (work == null) {
      return;
    }
    if (work.isOf(exchange)) {
      work.over(exchange).forEach(this::say);
    } else if (hasFailed && exchange.getException() != null && work.failed(exchange)) {
      say(exchange);
    }
  }

  private void say(Exchange exchange) {
    String route = exchange.getFromRouteId();
    RouteDefinition definition =
        exchange
            .getContext()
            .getCamelContextExtension()
            .getContextPlugin(Model.class)
            .getRouteDefinition(route);
    if (definition == null || !routes.include(exchange.getContext(), definition)) {
      return;
    }
    String event = header(exchange, HeaderNames.EVENT_ID);
    String run = header(exchange, HeaderNames.RUN_ID);
    LogFields.about(
        event,
        run,
        () ->
            LOG.error(
                "failed route={} event={} run={}: {}",
                route,
                event,
                run,
                redelivery.describe(exchange.getException())));
  }

  private static String header(Exchange exchange, String name) {
    String value = exchange.getMessage().getHeader(name, String.class);
    return value == null ? "-" : SafeText.oneLine(value, LONGEST);
  }
}
