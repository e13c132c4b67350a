package org.extendrouter.connection;

import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
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
  private final ObjectProvider<CamelContext> camel;

  /** Does not ask for the context yet: it is made of beans that health knows, too. */
  InboxHealthIndicator(List<BrokerCheck> checks, ObjectProvider<CamelContext> camel) {
    this.checks = checks;
    this.camel = camel;
  }

  @Override
  public Health health() {
    if (!camel.getObject().getStatus().isStarted()) {
      return Health.outOfService()
          .withDetail("problem", "the router is starting or ending, and answers webhooks 503")
          .build();
    }
    return BrokerHealthIndicator.of(checks.stream().filter(check -> !check.storesAllTheSame()));
  }
}
