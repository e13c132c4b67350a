package org.extendrouter.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.extendrouter.triage.TriageProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The histogram of confidences; an application may have its metrics somewhere else. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "io.prometheus.metrics.core.metrics.Histogram")
class ConfidenceConfiguration {

  @Bean("extendConfidenceMeter")
  ConfidenceMeter confidenceMeter(
      TriageProperties thresholds,
      ObjectProvider<PrometheusRegistry> prometheus,
      MeterRegistry meters) {
    PrometheusRegistry registry = prometheus.getIfUnique();
    return registry == null
        ? new ConfidenceSummary(meters)
        : new ConfidenceHistogram(Buckets.confidences(thresholds), registry);
  }
}
