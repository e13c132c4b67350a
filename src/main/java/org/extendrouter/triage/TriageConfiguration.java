package org.extendrouter.triage;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Decides about runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TriageProperties.class)
@Import({Triage.class, DeliveredTypes.class, RoutedBranches.class, TypeSettings.class})
public class TriageConfiguration {}
