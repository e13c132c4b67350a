package org.extendrouter.broker;

import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.camel.ExchangeException;
import org.springframework.stereotype.Component;

/** How the broker says that it has had an event or a decision before. */
@Component("extendDuplicates")
public final class Duplicates {

  private static final String REFUSAL = "a message with this id is stored already";

  static ActiveMQDuplicateIdException refusal() {
    return new ActiveMQDuplicateIdException(REFUSAL);
  }

  /**
   * Whether an event was not stored because it had been.
   *
   * @param failure what came of sending it
   * @return true if so
   */
  public boolean isDuplicate(@ExchangeException Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // Of a large message the client is told the text alone.
      if (REFUSAL.equals(cause.getMessage()) || cause instanceof ActiveMQDuplicateIdException) {
        return true;
      }
    }
    return false;
  }
}
