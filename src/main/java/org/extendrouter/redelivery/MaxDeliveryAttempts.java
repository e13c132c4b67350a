package org.extendrouter.redelivery;

/** How often the broker delivers a message before it gives it up. */
@FunctionalInterface
public interface MaxDeliveryAttempts {

  /**
   * The number for one queue.
   *
   * @param queue the queue's name
   * @return the attempts, the first included; 0 or less if the broker never gives up
   */
  int of(String queue);
}
