package org.extendrouter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported by nobody must not be asked for. */
class ExportedTest {

  private final Exported exported =
      Exported.read(
          """
          # HELP webhooks_total by "answer"
          # TYPE webhooks_total counter
          webhooks_total{answer="200",path="C:\\\\data"} 3.0
          webhooks_total{answer="401",path="C:\\\\data"} 0.0
          free_bytes 6.7E10
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "free_bytes < 1e9 and on (job, instance) up == 0",
        "60 * sum by (answer) (rate(webhooks_total{job=~\"$job\"}[$__rate_interval]))",
        "sum(increase(webhooks_total{answer=~\"200|4..\"}[1h] offset 1w)) by (answer) >= 10",
        "max without (path) (webhooks_total{answer!~\"(200|500)|401\", path=\"C:\\\\data\",}) > 5 * 60",
        "webhooks_total / ignoring (answer) group_left webhooks_total",
      })
  void asksForWhatIsThere(String expression) {
    assertThat(exported.missing(expression, List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "webhook_total > 0; metric webhook_total",
        "free_bytes or rate(webhooks[5m]); metric webhooks",
        "sum by (answers) (webhooks_total); label answers of webhooks_total",
        "webhooks_total and on (path) free_bytes; label path of free_bytes",
        "webhooks_total{awnser=\"200\"}; label awnser of webhooks_total",
        "webhooks_total{answer=\"2OO\"}; answer 2OO of webhooks_total",
        "webhooks_total{answer!=\"503\"}; answer 503 of webhooks_total",
        "webhooks_total{answer=~\"200|503\"}; answer 503 of webhooks_total",
        "vector(1); no metric in vector(1)",
      })
  void tellsWhatIsNot(String expression, String missing) {
    assertThat(exported.missing(expression, List.of())).containsExactly(missing);
  }

  @Test
  void tellsALabelThatTheResultDoesNotHave() {
    assertThat(exported.missing("free_bytes", List.of("instance", "path")))
        .containsExactly("label path of free_bytes");
  }
}
