package org.extendrouter.beside;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * A message that a route works on, and what has failed beside it meanwhile. All that is made of the
 * exchange has the same as a property.
 */
final class InWork {

  /** More of one message would tell nothing new. */
  private static final int MOST = 10;

  private final String exchangeId;
  private final List<Exchange> failed = new ArrayList<>();
  private boolean over;

  InWork(String exchangeId) {
    this.exchangeId = exchangeId;
  }

  boolean isOf(Exchange exchange) {
    return exchangeId.equals(exchange.getExchangeId());
  }

  /**
   * Something beside the message has failed.
   *
   * @return true if nobody else tells of it; false if that shows once the message is done
   */
  synchronized boolean failed(Exchange beside) {
    if (!over && failed.size() < MOST) {
      failed.add(beside);
    }
    return over;
  }

  /**
   * The message is done.
   *
   * @return what has failed beside it, and neither failed it nor was caught
   */
  synchronized List<Exchange> over(Exchange message) {
    over = true;
    List<Exchange> untold =
        failed.stream()
            .filter(beside -> !isPart(beside) || message.getException() == null)
            .filter(beside -> !isKnown(message.getException(), beside))
            .filter(
                beside ->
                    !isKnown(
                        message.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class),
                        beside))
            .toList();
    failed.clear();
    return untold;
  }

  private static boolean isPart(Exchange beside) {
    return beside.getProperty(ExchangePropertyKey.MULTICAST_INDEX) != null
        || beside.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null;
  }

  private static boolean isKnown(Throwable told, Exchange beside) {
    for (Throwable cause = told; cause != null; cause = cause.getCause()) {
      if (cause == beside.getException()) {
        return true;
      }
    }
    return false;
  }
}
