package org.extendrouter.queues;

import org.extendrouter.connection.BrokerLocation;
import org.springframework.context.annotation.Bean;
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
public class QueuesConfiguration {

  @Bean("extendRouterQueues")
  RouterQueues routerQueues(BrokerLocation location) {
    return new RouterQueues(location.embedded());
  }
}
