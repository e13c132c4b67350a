package org.extendrouter.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The files of alerts. */
public final class Alerts {

  /** The rules. */
  public static final Path RULES = Path.of("src/monitoring/alerts.yaml");

  private static final Path TESTS = Path.of("src/monitoring/alerts-test.yaml");

  private Alerts() {}

  /**
   * A rule.
   *
   * @param name of the alert
   * @param expression when it fires
   * @param labels it has
   * @param annotations what people are told
   */
  public record Rule(
      String name,
      String expression,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  /** All rules. */
  public static List<Rule> rules() {
    return list(read(RULES), "groups")
        .flatMap(group -> list(group, "rules"))
        .map(
            rule ->
                new Rule(
                    (String) rule.get("alert"),
                    (String) rule.get("expr"),
                    texts(rule, "labels"),
                    texts(rule, "annotations")))
        .toList();
  }

  /**
   * The alerts that a test looks at.
   *
   * @param firing whether it expects them to fire, or to be silent
   */
  static List<String> tested(boolean firing) {
    return list(read(TESTS), "tests")
        .flatMap(test -> list(test, "alert_rule_test"))
        .filter(look -> look.containsKey("exp_alerts") == firing)
        .map(look -> (String) look.get("alertname"))
        .toList();
  }

  private static Map<String, Object> read(Path file) {
    try {
      return new Yaml().load(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Stream<Map<String, Object>> list(Map<String, Object> map, String key) {
    return ((List<Map<String, Object>>) map.get(key)).stream();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> texts(Map<String, Object> map, String key) {
    return (Map<String, String>) map.getOrDefault(key, Map.of());
  }
}
