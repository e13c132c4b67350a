package org.extendrouter.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.review.ReviewProperties.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

class ReviewPropertiesTest {

  private static final String PASSWORD = "hunter2-of-the-mail-server";

  @EnableConfigurationProperties(ReviewProperties.class)
  static class Properties {}

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withUserConfiguration(Properties.class)
          .withPropertyValues(
              "extend.review.channels=file",
              "extend.review.email.smtp.host=localhost",
              "extend.review.email.smtp.port=25",
              "extend.review.email.smtp.security=none",
              "extend.review.email.smtp.timeout=30s",
              "extend.review.email.smtp.deadline=2m",
              "extend.review.email.smtp.username=router",
              "extend.review.email.smtp.password=" + PASSWORD);

  @Test
  void theFileChannelNeedsNoAddresses() {
    context.run(
        started -> {
          ReviewProperties properties = started.getBean(ReviewProperties.class);
          assertThat(properties.channels()).containsExactly(Channel.FILE);
          assertThat(properties.email().to()).isEmpty();
          assertThat(new Review(properties).byFile()).isTrue();
          assertThat(new Review(properties).byEmail()).isFalse();
          assertThat(properties.toString()).doesNotContain(PASSWORD);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "-1s"})
  void aMailServerMustHaveSomeTime(String timeout) {
    context
        .withPropertyValues("extend.review.email.smtp.timeout=" + timeout)
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("extend.review.email.smtp.timeout")
                    .hasMessageContaining("for example 30s"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file,email", "EMAIL, FILE", "Email,file,email"})
  void channelsAreReadWhateverTheirCase(String channels) {
    context
        .withPropertyValues(
            "extend.review.channels=" + channels,
            "extend.review.email.from=router@example.com",
            "extend.review.email.to=a@example.com,b@example.com")
        .run(
            started ->
                assertThat(started.getBean(ReviewProperties.class).channels())
                    .containsExactlyInAnyOrder(Channel.FILE, Channel.EMAIL));
  }

  static Stream<Arguments> wrong() {
    String from = "email.from=router@example.com";
    String to = "email.to=reviews@example.com";
    return Stream.of(
        arguments(List.of("channels="), "channels", "set EXTEND_REVIEW_CHANNELS to file, email"),
        arguments(
            List.of("channels=email", to), "extend.review.email.from", "set extend.review.email"),
        arguments(
            List.of("channels=email", to, "email.from= "),
            "extend.review.email.from",
            "or take email out of EXTEND_REVIEW_CHANNELS"),
        arguments(
            List.of("channels=file,email", from),
            "extend.review.email.to",
            "or take email out of EXTEND_REVIEW_CHANNELS"),
        arguments(
            List.of("channels=email", "email.from=nobody", to),
            "email.from",
            "looks like reviews@example.com"),
        arguments(
            List.of("channels=email", from, "email.to=reviews@example.com,nobody"),
            "email.to[1]",
            "looks like reviews@example.com"),
        arguments(
            List.of("email.recipients[0].to=a@example.com"),
            "email.recipients[0].type",
            "name the type, for example invoice"),
        arguments(
            List.of("email.recipients[0].type=invoice"),
            "email.recipients[0].to",
            "name at least one address"),
        arguments(List.of("email.smtp.port=0"), "email.smtp.port", "1"),
        arguments(List.of("email.smtp.port=65536"), "email.smtp.port", "65535"),
        arguments(List.of("email.smtp.timeout=0s"), "email.smtp.timeout", "for example 30s"),
        arguments(
            List.of("email.smtp.deadline=29s"), "extend.review.email.smtp.deadline", "example 2m"),
        arguments(
            List.of("remind-after=2d"), "reminders go by mail", "EXTEND_REVIEW_CHANNELS to file"),
        arguments(
            List.of("escalate-after=2d", "escalate-to=a@example.com"),
            "escalations go by mail",
            "or remove extend.review.escalate-after"),
        arguments(
            List.of("channels=email", from, to, "escalate-after=2d"),
            "no recipient",
            "set extend.review.escalate-to to one or more addresses"),
        arguments(
            List.of("channels=email", from, to, "escalate-after=2d", "escalate-to=nobody"),
            "escalateTo[0]",
            "looks like reviews@example.com"),
        arguments(
            List.of(
                "channels=email",
                from,
                to,
                "remind-after=2d",
                "escalate-after=48h",
                "escalate-to=a@example.com"),
            "not longer than extend.review.remind-after",
            "for example 5d"),
        arguments(
            List.of("channels=email", from, to, "remind-after=59s"), "remindAfter", "example 2d"),
        arguments(List.of("email.smtp.host= "), "email.smtp.host", "must not be blank"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongValueStopsTheStartAndNamesKeyAndFix(List<String> settings, String key, String fix) {
    context
        .withPropertyValues(
            settings.stream().map(setting -> "extend.review." + setting).toArray(String[]::new))
        .run(
            stopped -> {
              assertThat(stopped)
                  .getFailure()
                  .rootCause()
                  .hasMessageContaining("'extend.review'")
                  .hasMessageContaining(key)
                  .hasMessageContaining(fix);
              for (Throwable cause = stopped.getStartupFailure();
                  cause != null;
                  cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain(PASSWORD);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"channels=fax", "email.smtp.security=ssl"})
  void anUnknownWordStopsTheStartAndTheWordsToChooseFromAreTold(String setting) {
    String key = "extend.review." + setting.substring(0, setting.indexOf('='));
    String[] words =
        setting.startsWith("channels")
            ? new String[] {"EMAIL", "FILE"}
            : new String[] {"NONE", "STARTTLS", "TLS"};
    context
        .withPropertyValues("extend.review." + setting)
        .run(
            stopped -> {
              FailureAnalysis told = told(stopped.getStartupFailure());
              assertThat(told.getDescription()).contains(key);
              assertThat(told.getAction()).contains(words);
            });
  }

  /** What Spring Boot shows instead of a stack trace. */
  private static FailureAnalysis told(Throwable failure) {
    return SpringFactoriesLoader.forDefaultResourceLocation()
        .load(
            FailureAnalyzer.class,
            ArgumentResolver.of(Environment.class, new StandardEnvironment()),
            FailureHandler.handleMessage((message, cause) -> {}))
        .stream()
        .map(analyzer -> analyzer.analyze(failure))
        .filter(analysis -> analysis != null)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody explains the failure", failure));
  }
}
