package org.extendrouter.retrying;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is known of messages that fail, and are tried again. */
@Configuration(proxyBeanMethods = false)
@Import({FailedAttempts.class, LongRetries.class})
public class RetryingConfiguration {}
