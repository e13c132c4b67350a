package org.extendrouter.carryout;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lets a run go on as a person has decided. */
@Configuration(proxyBeanMethods = false)
@Import({TicketClosing.class, DiscardedDecisions.class, ReviewInExtend.class, ReviewSteps.class})
public class CarryOutConfiguration {}
