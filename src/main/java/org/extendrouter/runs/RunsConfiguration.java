package org.extendrouter.runs;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Finds the runs that an event is about, and what routes know of them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkflowProperties.class)
@Import({EventIds.class, RunHeaders.class, WorkflowRuns.class})
public class RunsConfiguration {}
