package org.extendrouter.connection;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Connects to the router's broker, and tells when it is in trouble. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerLocation.class)
@Import({
  OnlyBroker.class,
  BrokerBeside.class,
  StopLimit.class,
  Outage.class,
  Safekeeping.class,
  BrokerHealthIndicator.class
})
public class ConnectionConfiguration {}
