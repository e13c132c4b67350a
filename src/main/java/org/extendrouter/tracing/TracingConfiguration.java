package org.extendrouter.tracing;

import org.extendrouter.tracing.collector.OwnOpenTelemetryConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Traces, if there is an OpenTelemetry to make them with: the router's own if it runs by itself and
 * is asked to, or that of the application. The libraries may be missing there.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "io.opentelemetry.api.OpenTelemetry")
@Import({OwnOpenTelemetryConfiguration.class, SpansConfiguration.class})
public class TracingConfiguration {}
