package org.extendrouter.broker;

import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.camel.ExchangeException;
import org.springframework.stereotype.Component;

/** How the embedded broker says that it has had an event before. */
@Component("extendDuplicates")
public final class Duplicates {

  private static final String REFUSAL = "the inbox has had this event id before";

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
