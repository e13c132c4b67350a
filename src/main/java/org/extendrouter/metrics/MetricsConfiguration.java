package org.extendrouter.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What operators can measure. */
@Configuration(proxyBeanMethods = false)
@Import({
  ConfidenceConfiguration.class,
  DecisionMeters.class,
  RouteCounters.class,
  TypeLabels.class
})
public class MetricsConfiguration {

  @Bean("extendOwnMeters")
  static MeterFilter ownMeters() {
    return new OwnMeters();
  }

  /**
   * To Camel what a route has rolled back has succeeded, and only what succeeds is a redelivery.
   */
  @Bean("extendCamelCounters")
  @ConditionalOnBooleanProperty("extend.standalone")
  static MeterFilter camelCounters() {
    return MeterFilter.deny(
        id -> id.getName().startsWith("camel.exchanges.") && id.getType() == Meter.Type.COUNTER);
  }
}
