package org.extendrouter.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import org.extendrouter.names.MeterNames;

/** The labels of the router's own meters. */
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
}
