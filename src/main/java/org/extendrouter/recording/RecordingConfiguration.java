package org.extendrouter.recording;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the ledger is told. */
@Configuration(proxyBeanMethods = false)
@Import({LedgerWriter.class, LedgerState.class, DeliveredRuns.class, ExtendReviews.class})
public class RecordingConfiguration {}
