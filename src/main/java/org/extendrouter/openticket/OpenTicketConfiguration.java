package org.extendrouter.openticket;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Knows the open tickets. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpenTicketProperties.class)
@Import({OpenTicketQueue.class, OpenTicketUpkeep.class, TicketChoices.class, TicketRoom.class})
public class OpenTicketConfiguration {}
