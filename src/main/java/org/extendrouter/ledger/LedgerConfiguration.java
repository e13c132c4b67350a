package org.extendrouter.ledger;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The record of runs and reviews. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
@Import({
  LedgerDatabase.class,
  Ledger.class,
  LedgerWriter.class,
  DeliveredRuns.class,
  ExtendReviews.class,
  Retention.class
})
public class LedgerConfiguration {}
