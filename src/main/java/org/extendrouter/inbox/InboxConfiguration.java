package org.extendrouter.inbox;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Whether webhooks can be stored. */
@Configuration(proxyBeanMethods = false)
@Import({InboxHealthIndicator.class, InboxProbe.class, InboxWatch.class})
public class InboxConfiguration {}
