package org.extendrouter.metrics;

import io.micrometer.core.instrument.config.MeterFilter;
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
}
