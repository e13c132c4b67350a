package org.extendrouter.decision;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes decisions. */
@Configuration(proxyBeanMethods = false)
@Import({DecisionDesk.class, DecisionStore.class, TakenDecisions.class})
public class DecisionConfiguration {}
