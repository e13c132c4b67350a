package org.extendrouter.connection;

import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether webhooks can be stored now, in the health page as {@code inbox}, in an application as
 * {@code extendInbox}. What is wrong with the broker besides must not keep webhooks away: Extend
 * gives them up in the end.
 */
@Component("extendInboxHealthIndicator")
class InboxHealthIndicator implements HealthIndicator {

  private final List<BrokerCheck> checks;

  InboxHealthIndicator(List<BrokerCheck> checks) {
    this.checks = checks;
  }

  @Override
  public Health health() {
    return BrokerHealthIndicator.of(checks.stream().filter(check -> !check.storesAllTheSame()));
  }
}
