package org.extendrouter.log;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the log tells. */
@Configuration(proxyBeanMethods = false)
@Import(StructuredLog.class)
public class LogConfiguration {}
