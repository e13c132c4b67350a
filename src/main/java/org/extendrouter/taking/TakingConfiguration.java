package org.extendrouter.taking;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Which queues routes take messages from. */
@Configuration(proxyBeanMethods = false)
@Import(ConsumedQueues.class)
public class TakingConfiguration {}
