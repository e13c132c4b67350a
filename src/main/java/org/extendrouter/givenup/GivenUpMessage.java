package org.extendrouter.givenup;

import jakarta.jms.JMSException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.extendrouter.commit.ExchangeFailure;
import org.extendrouter.commit.TakenMessage;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.redelivery.Redelivery;
import org.springframework.stereotype.Component;

/**
 * Gives up the message that a route took from its queue, not what its steps have made of it: that
 * may be the answer of a server or the text for a chat, and the event would exist nowhere.
 */
@Component("extendGivenUp")
public final class GivenUpMessage {

  /** What the exchange had, which further steps of its route go on with. */
  private static final String BEFORE = GivenUpMessage.class.getName();

  private static final String OF_THE_BROKER = "_AMQ_*";

  /** What a route may say to its user. */
  private static final List<String> TOLD =
      List.of(HeaderNames.FAILURE, HeaderNames.FAILED_AT, HeaderNames.ATTEMPTS, "JMSMessageID");

  private final Redelivery redelivery;

  GivenUpMessage(Redelivery redelivery) {
    this.redelivery = redelivery;
  }

  /**
   * Whether a dead letter of the message is to be made here. Several parts of it may be given up,
   * also at the same time, each of which stands for the whole. Waits while another part makes it.
   *
   * @param exchange what the route works on, or a part of it
   * @return true also if it comes from no queue
   * @throws InterruptedException if the router stops
   */
  public boolean isFirst(Exchange exchange) throws InterruptedException {
    Optional<TakenMessage> taken = TakenMessage.of(exchange);
    return taken.isEmpty() || taken.get().claim(exchange);
  }

  /**
   * Puts the message as it was taken in place of what the steps have made of it, with the reason as
   * a header. What comes from no queue stays as it is.
   *
   * @param exchange what the route works on, or a part of it
   * @throws JMSException if the message cannot be read
   */
  public void restore(Exchange exchange) throws JMSException {
    String reason = reason(exchange);
    Optional<TakenMessage> taken = TakenMessage.of(exchange);
    if (taken.isPresent()) {
      Message before = exchange.getMessage();
      exchange.setProperty(BEFORE, before);
      Object mailedTo = before.getHeader(HeaderNames.MAILED_TO);
      exchange.setMessage(taken.get().again(exchange));
      // By the id of a reminder the broker would drop the dead letter of the second one.
      exchange.getMessage().removeHeaders(OF_THE_BROKER);
      if (mailedTo != null) {
        exchange.getMessage().setHeader(HeaderNames.MAILED_TO, mailedTo);
      }
    }
    exchange.getMessage().setHeader(HeaderNames.FAILURE, reason);
  }

  /**
   * Notes that the dead letter was sent, and lets the route go on with what it had.
   *
   * @param exchange what the route works on, or a part of it
   */
  public void done(Exchange exchange) {
    TakenMessage.of(exchange).ifPresent(TakenMessage::giveUp);
    if (exchange.removeProperty(BEFORE) instanceof Message before) {
      Message sent = exchange.getMessage();
      TOLD.forEach(name -> before.setHeader(name, sent.getHeader(name)));
      exchange.setMessage(before);
    }
  }

  private String reason(Exchange exchange) {
    Throwable failure = ExchangeFailure.of(exchange);
    String reason = redelivery.describe(failure);
    return failure == null
            && exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE) instanceof Number code
        ? reason + ", the last HTTP answer was " + code
        : reason;
  }
}
