package org.extendrouter.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * A histogram of Prometheus's own client. Micrometer rounds what it puts into a bucket up to a
 * whole number, which makes 1 of each confidence (its pull request 2422).
 */
final class ConfidenceHistogram implements ConfidenceMeter {

  private final Histogram histogram;

  ConfidenceHistogram(double[] bounds, PrometheusRegistry registry) {
    this.histogram =
        Histogram.builder()
            .name("extend_confidence")
            .help(DESCRIPTION)
            .labelNames(TYPE)
            .classicOnly()
            .classicUpperBounds(bounds)
            // They need a tracer.
            .withoutExemplars()
            .register(registry);
  }

  @Override
  public void show(String type) {
    histogram.initLabelValues(type);
  }

  @Override
  public void record(String type, double confidence) {
    histogram.labelValues(type).observe(confidence);
  }
}
