package org.extendrouter.redelivery;

import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.extendrouter.commit.ExchangeFailure;
import org.extendrouter.text.Addresses;
import org.extendrouter.text.SafeText;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/** Tells routes whether a step that failed will be tried again. */
@Component("extendRedelivery")
public final class Redelivery {

  private static final int DESCRIPTION = 500;

  /** What stands behind it is cut off unseen. */
  private static final int MOST_READ = 10 * DESCRIPTION;

  private final MaxDeliveryAttempts attempts;

  Redelivery(MaxDeliveryAttempts attempts) {
    this.attempts = attempts;
  }

  /**
   * Whether this is the last attempt.
   *
   * @param queue where the message was taken from
   * @param deliveries how often the broker has delivered it, this time included
   * @return true if the broker gives the message up when it fails now
   * @throws JMSException if the queue has no name
   */
  public boolean isExhausted(
      @Header("JMSDestination") Queue queue, @Header("JMSXDeliveryCount") int deliveries)
      throws JMSException {
    return isLast(queue.getQueueName(), deliveries);
  }

  int attempts(String queue) {
    return attempts.of(queue);
  }

  boolean isLast(String queue, int deliveries) {
    int most = attempts.of(queue);
    return most > 0 && deliveries >= most;
  }

  /**
   * A failure on one line, the innermost cause first, since that is what to fix. Of addresses in it
   * neither the query nor the user is told.
   *
   * @param failure why the step failed; null if a route gives a message up that no step failed on
   * @return what went wrong
   */
  public String describe(@ExchangeException Throwable failure) {
    if (failure == null) {
      return "the route gave it up";
    }
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    String whole = root.getClass().getSimpleName() + ": " + root.getMessage();
    return SafeText.oneLine(
        Addresses.withoutSecrets(SafeText.oneLine(whole, MOST_READ)), DESCRIPTION);
  }

  /**
   * Why an attempt has failed.
   *
   * @param exchange what the route worked on
   * @return as {@link #describe} says it, or that the route rolled it back without a failure
   */
  public String reason(Exchange exchange) {
    Throwable failure = ExchangeFailure.of(exchange);
    return failure == null ? "the route rolled it back" : describe(failure);
  }

  /**
   * The id by which operators know a dead letter.
   *
   * @param messageId its JMS message id
   * @return the id without the prefix that JMS gives it
   */
  public String deadLetterId(@Header("JMSMessageID") String messageId) {
    return Delivery.withoutPrefix(messageId);
  }
}
