package org.extendrouter.consumer;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How messages are worked on, and what happens while a destination is down. */
@Configuration(proxyBeanMethods = false)
@Import({
  WorkContainers.class,
  MessagesInWork.class,
  Destinations.class,
  DestinationsHealthIndicator.class
})
public class ConsumerConfiguration {}
