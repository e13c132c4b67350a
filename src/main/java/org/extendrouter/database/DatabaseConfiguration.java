package org.extendrouter.database;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Connects to the ledger's database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
@Import({LedgerDatabase.class, LedgerHealthIndicator.class})
public class DatabaseConfiguration {}
