package org.extendrouter.decision;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Knows which decisions were taken. */
@Configuration(proxyBeanMethods = false)
@Import({HiddenDecisions.class, LostDecisions.class, TakenDecisions.class})
public class DecisionConfiguration {}
