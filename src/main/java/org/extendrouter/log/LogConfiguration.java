package org.extendrouter.log;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the log tells, and whether it can. */
@Configuration(proxyBeanMethods = false)
@Import({ConsoleHealthIndicator.class, StructuredLog.class})
public class LogConfiguration {}
