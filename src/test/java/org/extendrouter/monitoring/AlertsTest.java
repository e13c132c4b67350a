package org.extendrouter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.extendrouter.documentation.Page;
import org.extendrouter.monitoring.Alerts.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts as they stand in their file. */
class AlertsTest {

  static Stream<Rule> rules() {
    return Alerts.rules().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eachSaysWhatHappenedAndWhatToDo(Rule rule) {
    assertThat(rule.name()).matches("Extend[A-Z]\\w+");
    assertThat(rule.labels().get("severity")).isIn("critical", "warning");
    assertThat(rule.annotations().keySet())
        .containsExactlyInAnyOrder("summary", "description", "runbook");
    assertThat(rule.annotations().get("summary")).endsWith(".").doesNotContain(". ");
    assertThat(rule.annotations().get("description")).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eachNamesASectionThatIsThere(Rule rule) {
    String runbook = rule.annotations().get("runbook");
    Page page = new Page(Path.of("src/docs/alerts.md"), "[more](" + runbook + ")");
    assertThat(runbook).contains("#");
    assertThat(page.brokenLinks(Path.of(""))).isEmpty();
  }

  @Test
  void eachIsTestedOnceFiringAndOnceSilent() {
    String[] names = rules().map(Rule::name).toArray(String[]::new);
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    assertThat(Alerts.tested(true)).containsOnly(names);
    assertThat(Alerts.tested(false)).containsOnly(names);
  }
}
