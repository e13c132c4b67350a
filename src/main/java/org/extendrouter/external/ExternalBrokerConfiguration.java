package org.extendrouter.external;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Looks at a broker that is not the router's own. */
@Configuration(proxyBeanMethods = false)
@Import({
  ExternalAttempts.class,
  ExternalBrokerSettings.class,
  LeftJournal.class,
  QueueMaker.class,
  RequiredSettings.class
})
public class ExternalBrokerConfiguration {}
