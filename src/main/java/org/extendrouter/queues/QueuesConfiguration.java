package org.extendrouter.queues;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is known of the queues. */
@Configuration(proxyBeanMethods = false)
@Import({
  BrokerQueues.class,
  QueueWatch.class,
  QueuesHealthIndicator.class,
  UnconsumedQueues.class,
  UndeliveredQueues.class
})
public class QueuesConfiguration {}
