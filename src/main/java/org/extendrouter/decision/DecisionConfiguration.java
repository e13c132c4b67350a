package org.extendrouter.decision;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lets a run go on as a person has decided. */
@Configuration(proxyBeanMethods = false)
@Import({DecisionDesk.class, ReviewSteps.class, TakenDecisions.class})
public class DecisionConfiguration {}
