package org.extendrouter.health;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Tells people what to do. */
@Configuration(proxyBeanMethods = false)
@Import({AttentionHealthIndicator.class, LibraryGroups.class})
public class HealthConfiguration {}
