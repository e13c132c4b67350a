package org.extendrouter.retention;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Tells what is old. */
@Configuration(proxyBeanMethods = false)
@Import(TrustedClock.class)
public class RetentionConfiguration {}
