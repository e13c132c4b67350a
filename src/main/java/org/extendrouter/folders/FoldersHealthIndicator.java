package org.extendrouter.folders;

import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * What decisions are not taken from in the health page, as {@code folders}, in an application as
 * {@code extendFolders}. Always UP: webhooks are stored all the same.
 */
@Component("extendFoldersHealthIndicator")
final class FoldersHealthIndicator implements HealthIndicator {

  private static final int MOST_TOLD = 20;

  private final Problems problems;

  FoldersHealthIndicator(Problems problems) {
    this.problems = problems;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    problems.all().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_TOLD)
        .forEach(
            problem ->
                health.withDetail(
                    problem.getKey().toString(),
                    Map.of("problem", "no decision is taken from it: " + problem.getValue())));
    return health.build();
  }
}
