package org.extendrouter.logfields;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Fields of a structured log. */
@Configuration(proxyBeanMethods = false)
@Import({MessageFields.class, StepFields.class})
public class LogFieldsConfiguration {}
