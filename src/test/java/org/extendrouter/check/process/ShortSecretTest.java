package org.extendrouter.check.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class ShortSecretTest {

  private static final String KEY = "extend.webhook.signing-secrets";

  private final MockEnvironment environment = new MockEnvironment();

  /** Spring takes the second for a setting named file, and what follows for its default. */
  @ParameterizedTest
  @ValueSource(strings = {"wss_short", "${file:/no/such}", "wss_of-sixteen-letters,wss_short"})
  void oneIsWarnedOf(String secrets) {
    environment.setProperty(KEY, secrets);

    assertThat(ShortSecret.warnings(environment))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).isEqualTo(KEY);
              assertThat(warning.problem()).contains("fewer than 16 characters");
              assertThat(warning.fix()).contains("EXTEND_SIGNING_SECRETS", "whole");
              assertThat(warning.toString()).doesNotContain("short", "such");
            });
  }

  @Test
  void oneAsLongAsExtendsIsNot() {
    environment.setProperty(KEY, " wss_of-sixteen-letters ");

    assertThat(ShortSecret.warnings(environment)).isEmpty();
  }
}
