package org.extendrouter.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** In an application whose metrics do not go to Prometheus: number, sum and largest. */
final class ConfidenceSummary implements ConfidenceMeter {

  private final MeterRegistry registry;

  ConfidenceSummary(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void show(String type) {
    summary(type);
  }

  @Override
  public void record(String type, double confidence) {
    summary(type).record(confidence);
  }

  private DistributionSummary summary(String type) {
    return DistributionSummary.builder("extend.confidence")
        .description(DESCRIPTION)
        .tag(TYPE, type)
        .register(registry);
  }
}
