package org.extendrouter.commit;

import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.SynchronizationAdapter;
import org.extendrouter.names.HeaderNames;

/**
 * Hears of each message that a route has taken from a queue and delivered, whoever wrote the route
 * and whatever it did to the headers. No service that Camel could stop: it stops asking those while
 * routes still finish work.
 */
public abstract class DonePolicy implements RoutePolicy {

  /**
   * The route begins to work on a message.
   *
   * @param exchange with the message
   * @param message as it was received
   */
  protected void begun(Exchange exchange, Message message) {}

  /**
   * The route has delivered a message. It is committed next, with all that is sent in the session.
   *
   * @param exchange what the route has made of it; an exception that is set rolls all of it back
   * @param message as it was received
   * @param session where it was received
   */
  protected void done(Exchange exchange, Message message, Session session) {}

  /**
   * The route has not delivered a message, which is rolled back.
   *
   * @param exchange what the route has made of it, with the exception if there was one
   * @param message as it was received
   */
  protected void failed(Exchange exchange, Message message) {}

  /**
   * The route works on a message no more, whatever came of it.
   *
   * @param message as it was received
   */
  protected void ended(Message message) {}

  @Override
  public final void onExchangeBegin(Route route, Exchange begun) {
    if (!route.getRouteId().equals(begun.getFromRouteId())
        || !(begun.getMessage() instanceof JmsMessage received)
        || received.getJmsSession() == null) {
      return;
    }
    Message message = received.getJmsMessage();
    Session session = received.getJmsSession();
    begun.setProperty(HeaderNames.SESSION, session);
    begun
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onComplete(Exchange exchange) {
                try {
                  boolean lost = TakenMessage.of(exchange).stream().anyMatch(TakenMessage::isLost);
                  if (lost && exchange.getException() == null) {
                    exchange.setException(
                        new IllegalStateException(
                            "no dead letter could be made of what the route gave up, it is tried"
                                + " again"));
                  }
                  if (lost || exchange.isRollbackOnly()) {
                    failed(exchange, message);
                  } else if (exchange.getProperty(HeaderNames.UNDELIVERED) == null
                      && TakenMessage.of(exchange).stream().noneMatch(TakenMessage::isGivenUp)) {
                    done(exchange, message, session);
                  }
                } finally {
                  ended(message);
                }
              }

              @Override
              public void onFailure(Exchange exchange) {
                try {
                  failed(exchange, message);
                } finally {
                  ended(message);
                }
              }

              @Override
              public boolean allowHandover() {
                return false;
              }
            });
    TakenMessage.keep(begun, received);
    begun(begun, message);
  }

  @Override
  public final void onExchangeDone(Route route, Exchange exchange) {}

  @Override
  public final void onInit(Route route) {}

  @Override
  public final void onRemove(Route route) {}

  @Override
  public final void onStart(Route route) {}

  @Override
  public final void onStop(Route route) {}

  @Override
  public final void onSuspend(Route route) {}

  @Override
  public final void onResume(Route route) {}
}
