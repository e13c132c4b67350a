package org.extendrouter.commit;

import org.apache.camel.Exchange;

/** Why a route has not delivered what it worked on. */
public final class ExchangeFailure {

  private ExchangeFailure() {}

  /**
   * What failed, also if an error handler has taken it from the exchange.
   *
   * @param exchange what a route worked on
   * @return the failure; null if there is none, as after a rollback without one
   */
  public static Throwable of(Exchange exchange) {
    return exchange.getException() == null
        ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
        : exchange.getException();
  }
}
