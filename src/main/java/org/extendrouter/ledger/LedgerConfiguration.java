package org.extendrouter.ledger;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The record of runs and reviews. */
@Configuration(proxyBeanMethods = false)
@Import({Ledger.class, TicketLedger.class, Retention.class})
public class LedgerConfiguration {}
