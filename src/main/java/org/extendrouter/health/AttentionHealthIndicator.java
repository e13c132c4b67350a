package org.extendrouter.health;

import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * What people should see to in the health page, as {@code attention}, in an application as {@code
 * extendAttention}. Its status is one that Spring Boot leaves out of account, unless a group asks
 * for it: an instance taken out of service for them could not even receive.
 */
@Component("extendAttentionHealthIndicator")
class AttentionHealthIndicator implements HealthIndicator {

  private static final Status ATTENTION = new Status("ATTENTION");

  private final List<Concern> concerns;

  AttentionHealthIndicator(List<Concern> concerns) {
    this.concerns = concerns;
  }

  @Override
  public Health health() {
    List<String> toDo = concerns.stream().flatMap(concern -> concern.toDo().stream()).toList();
    return toDo.isEmpty()
        ? Health.up().build()
        : Health.status(ATTENTION).withDetail("toDo", toDo).build();
  }
}
