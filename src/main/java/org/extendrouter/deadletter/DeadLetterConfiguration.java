package org.extendrouter.deadletter;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What operators do with dead letters. */
@Configuration(proxyBeanMethods = false)
@Import({DeadLetterQueue.class, DeadLetterUpkeep.class, DeadLetterEndpoint.class})
public class DeadLetterConfiguration {}
