package org.extendrouter.openticket;

import java.util.Set;

/** Knows which tickets are decided, also those that are still in their queue. */
public interface SettledTickets {

  /**
   * The names of the tickets that are closed for good.
   *
   * @return those of all decisions that have been carried out
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  Set<String> closedTickets();
}
