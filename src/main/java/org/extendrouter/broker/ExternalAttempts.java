package org.extendrouter.broker;

import java.util.Map;
import org.extendrouter.redelivery.MaxDeliveryAttempts;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What an external broker says of its attempts. It is asked now and then, so that no step that has
 * failed waits for an answer; until it has answered, and for a user it refuses, {@code
 * extend.redelivery} is taken for it.
 */
@Component
@ConditionalOnBooleanProperty(name = "extend.broker.embedded", havingValue = false)
class ExternalAttempts implements MaxDeliveryAttempts {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalAttempts.class);

  private final BrokerQueues queues;
  private final QueueWatch watch;
  private final int configured;

  private volatile Map<String, Integer> known = Map.of();

  ExternalAttempts(BrokerQueues queues, QueueWatch watch, RedeliveryProperties redelivery) {
    this.queues = queues;
    this.watch = watch;
    this.configured = redelivery.attempts();
  }

  @Override
  public int of(String queue) {
    return known.getOrDefault(queue, configured);
  }

  /** Asks for the queues that were there at the last look. */
  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  void look() {
    QueueWatch.Sample sample = watch.last();
    if (sample == null || sample.failure() != null) {
      return;
    }
    try {
      known = queues.maxDeliveryAttempts(sample.depths().keySet());
    } catch (JmsException e) {
      LOG.debug("the broker does not tell its attempts", e);
    }
  }
}
