package org.extendrouter.commit;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.extendrouter.names.HeaderNames;

/**
 * A message as a route has taken it from its queue, whatever the steps have made of it since. All
 * that is made of the exchange, such as the parts of a split, has the same as a property.
 */
public final class TakenMessage {

  private static final String BESIDE = TakenMessage.class.getName() + ".beside";

  private final Message message;
  private final Session session;
  private final JmsBinding binding;

  private final String routeId;

  /** What came in pieces, or was read for a dead letter; else null, and it is read then. */
  private Object body;

  /** Why what comes once could not be read. */
  private RuntimeException unreadable;

  private final OneDeadLetter deadLetter = new OneDeadLetter();

  private TakenMessage(Exchange exchange, JmsMessage received) {
    this.message = received.getJmsMessage();
    this.session = received.getJmsSession();
    this.binding = received.getBinding();
    this.routeId = exchange.getFromRouteId();
    try {
      this.body = StreamedMessage.isInPieces(message) ? received.getBody() : null;
    } catch (JMSException e) {
      this.unreadable = new RuntimeCamelException(e);
    } catch (RuntimeException e) {
      // Camel ignores what fails before the first step, which fails by the same when it reads.
      this.unreadable = e;
    }
  }

  /** Notes the message before the first step; its body is not copied. */
  static void keep(Exchange exchange, JmsMessage received) {
    if (of(exchange).isEmpty()) {
      exchange.setProperty(HeaderNames.TAKEN, new TakenMessage(exchange, received));
    }
  }

  /**
   * What an exchange comes from.
   *
   * @param exchange what a route works on, or a part of it
   * @return nothing if it comes from no queue
   */
  public static Optional<TakenMessage> of(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(HeaderNames.TAKEN, TakenMessage.class));
  }

  /**
   * The message with its own body and headers, read anew.
   *
   * @param exchange what the route works on, or a part of it
   * @return another one each time
   * @throws JMSException if it cannot be read
   */
  public synchronized org.apache.camel.Message again(Exchange exchange) throws JMSException {
    if (unreadable != null) {
      throw unreadable;
    }
    if (body == null && message instanceof BytesMessage bytes) {
      bytes.reset();
      byte[] read = new byte[(int) bytes.getBodyLength()];
      bytes.readBytes(read);
      body = read;
    }
    JmsMessage again = new JmsMessage(exchange, message, session, binding);
    if (body != null) {
      again.setBody(body);
    }
    return again;
  }

  /**
   * Asks for the dead letter of this attempt. Waits while another part is making it.
   *
   * @param exchange what the route works on, or a part of it
   * @return true if the caller has to make it, or the exchange to fail; false if it is there
   * @throws InterruptedException if the router stops
   */
  public boolean claim(Exchange exchange) throws InterruptedException {
    if (!deadLetter.claim(isBeside(exchange))) {
      return false;
    }
    Thread maker = Thread.currentThread();
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                deadLetter.release(maker);
              }

              @Override
              public boolean allowHandover() {
                return false;
              }
            });
    return true;
  }

  /** The message is among the dead letters now, by this attempt. */
  public void giveUp() {
    deadLetter.made();
  }

  /**
   * Whether the route, or a part that it waits for, has given the message up in this attempt.
   *
   * @return false if only a wire tap has, as the route may deliver it before or after that
   */
  boolean isGivenUp() {
    return deadLetter.isAsked();
  }

  /**
   * Whether it was given up, and no dead letter could be made.
   *
   * @return true if it would be lost, were it committed
   */
  boolean isLost() {
    return deadLetter.isMissing();
  }

  /**
   * Says of what is made of an exchange from now on that the route does not wait for it.
   *
   * @param exchange what the route works on
   * @param beside what this returned before, or true
   * @return what held until now
   */
  public static Object setBeside(Exchange exchange, Object beside) {
    Object before = exchange.getProperty(BESIDE);
    if (beside == null) {
      exchange.removeProperty(BESIDE);
    } else {
      exchange.setProperty(BESIDE, beside);
    }
    return before;
  }

  private boolean isBeside(Exchange exchange) {
    return exchange.getProperty(BESIDE) != null || !routeId.equals(exchange.getFromRouteId());
  }
}
