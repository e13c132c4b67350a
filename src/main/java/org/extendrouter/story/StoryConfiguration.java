package org.extendrouter.story;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What operators are told of runs and reviews. */
@Configuration(proxyBeanMethods = false)
@Import({RunsEndpoint.class, ReviewSummaryEndpoint.class, StoryTeller.class, WaitingMessages.class})
public class StoryConfiguration {}
