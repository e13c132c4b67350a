package org.extendrouter.desk;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes decisions. */
@Configuration(proxyBeanMethods = false)
@Import({DecisionDesk.class, DecisionStore.class})
public class DeskConfiguration {}
