package org.extendrouter.tracing.collector;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import org.extendrouter.schedule.RouterClock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryProperties;
import org.springframework.boot.actuate.autoconfigure.tracing.TracingProperties;
import org.springframework.boot.actuate.autoconfigure.tracing.otlp.OtlpTracingProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Sends traces by OTLP, as Spring Boot's settings say. Spring Boot does so itself only by way of
 * Micrometer's tracing, which it sets up whether it is asked for or not.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("extend.standalone")
@Conditional(TracingAskedFor.class)
@EnableConfigurationProperties({
  OtlpTracingProperties.class,
  TracingProperties.class,
  OpenTelemetryProperties.class
})
public class OwnOpenTelemetryConfiguration {

  @Bean("extendSpanExporter")
  @ConditionalOnMissingBean
  SpanExporter spanExporter(OtlpTracingProperties properties) {
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(properties.getEndpoint())
            .setTimeout(properties.getTimeout())
            .setConnectTimeout(properties.getConnectTimeout())
            .setCompression(properties.getCompression().name().toLowerCase(Locale.ROOT));
    properties.getHeaders().forEach(exporter::addHeader);
    return exporter.build();
  }

  @Bean(name = "extendOpenTelemetry", destroyMethod = "close")
  OpenTelemetry openTelemetry(
      SpanExporter exporter,
      OtlpTracingProperties otlp,
      TracingProperties tracing,
      OpenTelemetryProperties properties,
      @Value("${spring.application.name}") String name,
      @RouterClock Clock clock) {
    AttributesBuilder attributes = Attributes.builder().put("service.name", name);
    properties.getResourceAttributes().forEach(attributes::put);
    return new OwnOpenTelemetry(
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(attributes.build())))
            .setSampler(
                Sampler.parentBased(
                    Sampler.traceIdRatioBased(tracing.getSampling().getProbability())))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        new WatchedExporter(exporter, origin(otlp.getEndpoint()), clock))
                    .build())
            .build());
  }

  /** What may hold a secret is left out: who logs in, the path and the query. */
  private static String origin(String endpoint) {
    URI address = URI.create(endpoint);
    String host = address.getScheme() + "://" + address.getHost();
    return address.getPort() < 0 ? host : host + ":" + address.getPort();
  }
}
