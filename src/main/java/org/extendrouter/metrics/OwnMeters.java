package org.extendrouter.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import org.extendrouter.names.MeterNames;

/** The labels and the buckets of the router's own meters. */
final class OwnMeters implements MeterFilter {

  /** Camel gives it to what routes count; the same meter, made by a class, has none. */
  private static final String CAMEL_CONTEXT = "camelContext";

  @Override
  public Meter.Id map(Meter.Id id) {
    if (!id.getName().startsWith(MeterNames.PREFIX) || id.getTag(CAMEL_CONTEXT) == null) {
      return id;
    }
    return id.replaceTags(
        id.getTags().stream().filter(tag -> !tag.getKey().equals(CAMEL_CONTEXT)).toList());
  }

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    double[] bounds = Buckets.TIMERS.get(id.getName());
    return bounds == null
        ? config
        : DistributionStatisticConfig.builder()
            .serviceLevelObjectives(bounds)
            .build()
            .merge(config);
  }
}
