package org.extendrouter.connection;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Connects to the router's broker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerLocation.class)
@Import({OnlyBroker.class, BrokerBeside.class})
public class ConnectionConfiguration {}
