package org.extendrouter.external;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.extendrouter.queues.BrokerQueues;
import org.extendrouter.queues.ManagementRefusedException;
import org.extendrouter.redelivery.MaxDeliveryAttempts;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.taking.ConsumedQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What an external broker says of its attempts, for each queue that a route takes from. It is asked
 * before the routes start, and now and then, so that no step that has failed waits for an answer;
 * until it has answered, and for a user it refuses, {@code extend.redelivery} is taken for it.
 */
@Component
@ConditionalOnBooleanProperty(name = "extend.broker.embedded", havingValue = false)
class ExternalAttempts implements MaxDeliveryAttempts, CamelContextConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalAttempts.class);

  private final BrokerQueues queues;
  private final ConsumedQueues consumed;
  private final int configured;

  private volatile boolean routesAreKnown;
  private volatile Map<String, Integer> known = Map.of();

  ExternalAttempts(BrokerQueues queues, ConsumedQueues consumed, RedeliveryProperties redelivery) {
    this.queues = queues;
    this.consumed = consumed;
    this.configured = redelivery.attempts();
  }

  @Override
  public int of(String queue) {
    return known.getOrDefault(queue, configured);
  }

  @Override
  public void beforeApplicationStart(CamelContext context) {
    look();
    routesAreKnown = true;
  }

  @Override
  public void afterApplicationStart(CamelContext context) {
    // Asked before.
  }

  /** Asks the broker again: it may be there now, or have other settings. */
  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  void lookAgain() {
    if (routesAreKnown) {
      look();
    }
  }

  private void look() {
    try {
      known = queues.maxDeliveryAttempts(consumed.names());
    } catch (JmsException | ManagementRefusedException e) {
      LOG.debug("the broker does not tell its attempts", e);
    }
  }
}
