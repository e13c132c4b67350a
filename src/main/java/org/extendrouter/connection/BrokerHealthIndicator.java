package org.extendrouter.connection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The broker in the health page, as {@code broker}, in an application as {@code extendBroker}: DOWN
 * if any check finds it not to be relied on.
 */
@Component("extendBrokerHealthIndicator")
class BrokerHealthIndicator implements HealthIndicator {

  private final List<BrokerCheck> checks;

  BrokerHealthIndicator(List<BrokerCheck> checks) {
    this.checks = checks;
  }

  @Override
  public Health health() {
    return of(checks.stream());
  }

  /** DOWN with all that the checks find; each problem once. */
  static Health of(Stream<BrokerCheck> checks) {
    List<String> problems =
        checks.map(BrokerCheck::problem).flatMap(Optional::stream).distinct().toList();
    return problems.isEmpty()
        ? Health.up().build()
        : Health.down().withDetail("problem", String.join("; ", problems)).build();
  }
}
