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
public final class BrokerHealthIndicator implements HealthIndicator {

  private final List<BrokerCheck> checks;

  BrokerHealthIndicator(List<BrokerCheck> checks) {
    this.checks = checks;
  }

  @Override
  public Health health() {
    return of(checks.stream());
  }

  /**
   * What several checks come to.
   *
   * @param checks to ask
   * @return DOWN with all that they find, each problem once; UP if they find none
   */
  public static Health of(Stream<BrokerCheck> checks) {
    List<String> problems =
        checks.map(BrokerCheck::problem).flatMap(Optional::stream).distinct().toList();
    return problems.isEmpty()
        ? Health.up().build()
        : Health.down().withDetail("problem", String.join("; ", problems)).build();
  }
}
