package org.extendrouter.folders;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.health.Concern;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * What decisions are not taken from in the health page, as {@code folders}, in an application as
 * {@code extendFolders}. Always UP: webhooks are stored all the same.
 */
@Component("extendFoldersHealthIndicator")
final class FoldersHealthIndicator implements HealthIndicator, Concern {

  private static final int MOST_TOLD = 20;

  private final Problems problems;

  FoldersHealthIndicator(Problems problems) {
    this.problems = problems;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    told()
        .forEach(
            problem ->
                health.withDetail(
                    problem.getKey().toString(),
                    Map.of("problem", "no decision is taken from it: " + problem.getValue())));
    return health.build();
  }

  @Override
  public List<String> toDo() {
    return told()
        .map(
            problem ->
                "no decision is taken from %s: %s".formatted(problem.getKey(), problem.getValue()))
        .toList();
  }

  private Stream<Map.Entry<Path, String>> told() {
    return problems.all().entrySet().stream().sorted(Map.Entry.comparingByKey()).limit(MOST_TOLD);
  }
}
