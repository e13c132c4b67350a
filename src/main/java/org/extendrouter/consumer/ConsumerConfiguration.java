package org.extendrouter.consumer;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How messages are worked on. */
@Configuration(proxyBeanMethods = false)
@Import({WorkContainers.class, MessagesInWork.class})
public class ConsumerConfiguration {}
