package org.extendrouter.destination;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is delivered where, and what happens while a destination is down. */
@Configuration(proxyBeanMethods = false)
@Import({DestinationWatch.class, DestinationsHealthIndicator.class, DeliveredMessages.class})
public class DestinationConfiguration {}
