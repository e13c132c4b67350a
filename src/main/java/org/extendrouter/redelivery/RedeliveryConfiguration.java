package org.extendrouter.redelivery;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What happens when a step fails. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedeliveryProperties.class)
@Import({
  DeadLetterCount.class,
  FailurePolicyFactory.class,
  FailureNotes.class,
  GiveUp.class,
  Redelivery.class
})
public class RedeliveryConfiguration {}
