package org.extendrouter.database;

import java.util.List;
import org.extendrouter.health.Concern;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The ledger in the health page, as {@code ledger}, in an application as {@code extendLedger}.
 * Always UP: an instance taken out of service for it could not even receive.
 */
@Component("extendLedgerHealthIndicator")
class LedgerHealthIndicator implements HealthIndicator, Concern {

  private final LedgerDatabase database;

  LedgerHealthIndicator(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public List<String> toDo() {
    return database.problems();
  }

  @Override
  public Health health() {
    List<String> problems = toDo();
    return problems.isEmpty()
        ? Health.up().build()
        : Health.up().withDetail("problems", problems).build();
  }
}
