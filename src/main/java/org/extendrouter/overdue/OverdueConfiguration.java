package org.extendrouter.overdue;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is known of messages that take long. */
@Configuration(proxyBeanMethods = false)
@Import({FailedAttempts.class, LongRetries.class, LongDeliveries.class})
public class OverdueConfiguration {}
