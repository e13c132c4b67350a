package org.extendrouter.redelivery;

import jakarta.jms.JMSException;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.extendrouter.names.HeaderNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees each exchange that fails in the end, whatever error handling its route has, and says so in
 * one line.
 */
class FailurePolicy extends RoutePolicySupport {

  private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

  /** By name, since an application may bring another server than Tomcat. */
  private static final Set<String> CALLER_GONE =
      Set.of(
          "org.apache.catalina.connector.ClientAbortException",
          "org.springframework.web.context.request.async.AsyncRequestNotUsableException");

  private final Redelivery redelivery;
  private final GiveUp giveUp;

  FailurePolicy(Redelivery redelivery, GiveUp giveUp) {
    this.redelivery = redelivery;
    this.giveUp = giveUp;
  }

  /**
   * Consumers log what fails as well, with a stack trace. Asked of the endpoint, which is there
   * before its consumer, so that none has begun.
   */
  @Override
  public void onInit(Route route) {
    if (route.getEndpoint() instanceof DefaultEndpoint endpoint
        && endpoint.getExceptionHandler() == null
        && !endpoint.isBridgeErrorHandler()) {
      endpoint.setExceptionHandler(new OneLine(route));
    }
  }

  @Override
  public void onExchangeBegin(Route route, Exchange exchange) {
    if (!route.getRouteId().equals(exchange.getFromRouteId())) {
      return;
    }
    if (exchange.getMessage() instanceof JmsMessage message && message.getJmsMessage() != null) {
      try {
        begin(message, exchange);
      } catch (JMSException e) {
        exchange.setException(e);
        exchange.setRouteStop(true);
      }
    } else {
      whenFailed(exchange, reason -> say(route, reason));
    }
  }

  private void begin(JmsMessage received, Exchange exchange) throws JMSException {
    Delivery delivery = Delivery.of(received.getJmsMessage());
    whenFailed(
        exchange,
        reason ->
            giveUp.failed(
                delivery.about(exchange.getMessage().getHeader(HeaderNames.RUN_ID, String.class)),
                reason));
  }

  private static void say(Route route, String reason) {
    LOG.error("failed route={}: {}", route.getRouteId(), reason);
  }

  /**
   * Camel does not call {@link #onExchangeDone} while it stops, and what fails then is tried again
   * or given up all the same.
   */
  private void whenFailed(Exchange begun, Consumer<String> listener) {
    begun
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange exchange) {
                if (isCallerGone(exchange.getException())) {
                  return;
                }
                if (exchange.getException() != null || exchange.isRollbackOnly()) {
                  exchange.setProperty(HeaderNames.FAILURE_SAID, true);
                  listener.accept(redelivery.reason(exchange));
                }
              }

              @Override
              public boolean allowHandover() {
                return false;
              }
            });
  }

  /** Anyone can hang up before an answer, as often as they like, and nothing is to be done. */
  private static boolean isCallerGone(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (CALLER_GONE.contains(cause.getClass().getName())) {
        return true;
      }
    }
    return false;
  }

  /** What a consumer says of its own, such as that it cannot poll, is kept. */
  private final class OneLine implements ExceptionHandler {

    private final Route route;

    OneLine(Route route) {
      this.route = route;
    }

    @Override
    public void handleException(Throwable exception) {
      if (!isCallerGone(exception)) {
        say(route, redelivery.describe(exception));
      }
    }

    @Override
    public void handleException(String message, Throwable exception) {
      handleException(exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
      if (exchange == null || exchange.getProperty(HeaderNames.FAILURE_SAID) == null) {
        handleException(exception);
      }
    }
  }
}
