package org.extendrouter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WebhookPropertiesTest {

  @EnableConfigurationProperties(WebhookProperties.class)
  static class Properties {}

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withUserConfiguration(Properties.class)
          .withPropertyValues(
              "extend.webhook.path=/webhooks/extend",
              "extend.webhook.signing-secrets=wss_first",
              "extend.webhook.max-age=300s",
              "extend.webhook.max-ahead=60s",
              "extend.webhook.max-body-size=5MB",
              "extend.webhook.body-timeout=20s",
              "extend.webhook.max-total-body-size=8MB");

  @Test
  void takesSeveralSecretsWithoutTheWhiteSpaceAroundThem() {
    context
        .withPropertyValues("extend.webhook.signing-secrets= wss_first , wss_second ")
        .run(
            started ->
                assertThat(started.getBean(WebhookProperties.class).signingSecrets())
                    .containsExactly(
                        new SigningSecret("wss_first"), new SigningSecret("wss_second")));
  }

  @Test
  void withoutASecretNothingStarts() {
    context
        .withPropertyValues("extend.webhook.signing-secrets=")
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("extend.webhook")
                    .hasMessageContaining("signingSecrets")
                    .hasMessageContaining("set the environment variable EXTEND_SIGNING_SECRETS"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wss_hidden,", ",wss_hidden", "wss_hidden, ,wss_hidden2"})
  void aBlankSecretStopsTheStartWithoutTellingTheOthers(String secrets) {
    stopsWithoutTelling(
        "extend.webhook.signing-secrets=" + secrets,
        List.of("a signing secret is blank: write EXTEND_SIGNING_SECRETS"),
        "wss_hidden");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("path=webhooks", "path", "must start with /"),
        arguments("path=//webhooks/extend", "path", "holds //, /./ or /../"),
        arguments("path=/webhooks/./extend", "path", "holds //, /./ or /../"),
        arguments("path=/webhooks/../extend", "path", "holds //, /./ or /../"),
        arguments("path=/a?b=c", "path", "for example /webhooks/extend"),
        arguments("path=/{all}", "path", "for example /webhooks/extend"),
        arguments("path=/*", "path", "for example /webhooks/extend"),
        arguments("max-age=-1s", "max-age", "for example 300s"),
        arguments("max-ahead=-1s", "max-ahead", "for example 60s"),
        arguments("max-ahead=0s", "max-ahead", "for example 60s"),
        arguments("max-body-size=0B", "maxBodySize", "from 1B to 1GB"),
        arguments("max-body-size=-1B", "maxBodySize", "from 1B to 1GB"),
        arguments("max-body-size=2GB", "maxBodySize", "from 1B to 1GB"),
        arguments("body-timeout=0s", "body-timeout", "for example 20s"),
        arguments(
            "max-total-body-size=4MB",
            "maxTotalBodySize",
            "less than extend.webhook.max-body-size"),
        arguments("max-total-body-size=2000TB", "maxTotalBodySize", "for example 8MB"),
        arguments("body-timeout=-1s", "body-timeout", "for example 20s"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongValueStopsTheStartAndNamesKeyAndMendButNoSecret(
      String setting, String key, String fix) {
    stopsWithoutTelling("extend.webhook." + setting, List.of(key, fix), "wss_first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200B",
        "\uFEFF",
        "\u00A0",
        "\u2060\u200D",
        "\u3164",
        "\u2800",
        "wss_hidden\u200B",
        "\uFEFFwss_hidden",
        "wss_hidden\u00A0",
        "wss_hid den",
        "wss_hidden,\u200B",
        "wss_\u001Bhidden"
      })
  void aSecretThatCannotBeSeenWholeStopsTheStartWithoutTellingIt(String secrets) {
    stopsWithoutTelling(
        "extend.webhook.signing-secrets=" + secrets,
        List.of("a signing secret", "write EXTEND_SIGNING_SECRETS as wss_..."),
        "hidden",
        "hid den");
  }

  @Test
  void maxAgeMayBeZero() {
    context
        .withPropertyValues("extend.webhook.max-age=0s")
        .run(started -> assertThat(started).hasNotFailed());
  }

  private void stopsWithoutTelling(String setting, List<String> told, String... hidden) {
    context
        .withPropertyValues(setting)
        .run(
            stopped -> {
              assertThat(stopped)
                  .getFailure()
                  .rootCause()
                  .hasMessageContaining("extend.webhook")
                  .message()
                  .contains(told);
              for (Throwable cause = stopped.getStartupFailure();
                  cause != null;
                  cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain(hidden);
              }
            });
  }
}
