package org.extendrouter.external;

import java.util.Map;
import org.extendrouter.redelivery.MaxDeliveryAttempts;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * What an external broker says of its attempts, for each queue that a route takes from. Until it
 * has answered, and for a user it refuses, {@code extend.redelivery} is taken for it.
 */
@Component
@ConditionalOnBooleanProperty(name = "extend.broker.embedded", havingValue = false)
class ExternalAttempts implements MaxDeliveryAttempts {

  private final int configured;

  private volatile Map<String, Integer> known = Map.of();

  ExternalAttempts(RedeliveryProperties redelivery) {
    this.configured = redelivery.attempts();
  }

  @Override
  public int of(String queue) {
    return known.getOrDefault(queue, configured);
  }

  void are(Map<String, Integer> attempts) {
    known = Map.copyOf(attempts);
  }
}
