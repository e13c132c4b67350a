package org.extendrouter.broker;

import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.extendrouter.event.SafeText;
import org.springframework.stereotype.Component;

/** Tells routes whether a step that failed will be tried again. */
@Component("redelivery")
public final class Redelivery {

  private static final int DESCRIPTION = 500;

  private final int attempts;

  Redelivery(RedeliveryProperties properties) {
    this.attempts = properties.attempts();
  }

  /**
   * Whether this was the last attempt.
   *
   * @param deliveries how often the broker has delivered the message, this time included
   * @return true if the message must go to the dead-letter queue
   */
  public boolean isExhausted(@Header("JMSXDeliveryCount") int deliveries) {
    return deliveries >= attempts;
  }

  /**
   * How many attempts there are in all.
   *
   * @return the number, the first included
   */
  public int attempts() {
    return attempts;
  }

  /**
   * A failure on one line, the innermost cause first, since that is what to mend.
   *
   * @param failure why the step failed
   * @return what went wrong
   */
  public String describe(@ExchangeException Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return SafeText.oneLine(
        root.getClass().getSimpleName() + ": " + root.getMessage(), DESCRIPTION);
  }
}
