package org.extendrouter.check.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Settings that let everything through by a slip. */
class LooseValueTest {

  private final MockEnvironment environment =
      new MockEnvironment()
          .withProperty("extend.default-threshold", "0.85")
          .withProperty("extend.types[0].type", "invoice")
          .withProperty("extend.types[0].threshold", "0.9")
          .withProperty("extend.webhook.max-age", "300s")
          .withProperty("extend.webhook.max-ahead", "60s");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          extend.default-threshold  | 0.0   | at 0 every run that no entry of extend.types is about
          extend.types[0].threshold | ''    | is empty, so that extend.default-threshold, 0.85, holds
          extend.webhook.max-age    | 0s    | 0s turns the check off
          extend.webhook.max-ahead  | 3650d | more than a day ahead
          """)
  void oneIsWarnedOf(String key, String value, String problem) {
    environment.setProperty(key, value);

    assertThat(LooseValue.warnings(environment))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).isEqualTo(key);
              assertThat(warning.problem()).contains(problem);
              assertThat(warning.fix()).contains("for example");
            });
  }

  @Test
  void theThresholdOfATypeThatNobodyIsToReviewIsNot() {
    environment.setProperty("extend.types[0].threshold", "0");

    assertThat(LooseValue.warnings(environment)).isEmpty();
  }

  @Test
  void usualOnesAreNot() {
    assertThat(LooseValue.warnings(environment)).isEmpty();
  }
}
