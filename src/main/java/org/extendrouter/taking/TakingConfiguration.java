package org.extendrouter.taking;

import org.extendrouter.connection.BrokerLocation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Which queues are the router's, and which of them routes take messages from. */
@Configuration(proxyBeanMethods = false)
@Import(ConsumedQueues.class)
public class TakingConfiguration {

  @Bean("extendRouterQueues")
  RouterQueues routerQueues(BrokerLocation location) {
    return new RouterQueues(location.embedded());
  }
}
