package org.extendrouter.carryout;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lets a run go on as a person has decided. */
@Configuration(proxyBeanMethods = false)
@Import({
  DiscardedDecisions.class,
  ReviewInExtend.class,
  ReviewPatience.class,
  ReviewSteps.class,
  TicketClosing.class,
  WaitingReviews.class
})
public class CarryOutConfiguration {}
