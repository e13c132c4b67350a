package org.extendrouter.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;

class TriagePropertiesTest {

  @EnableConfigurationProperties(TriageProperties.class)
  static class Settings {}

  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void bindsThresholdsAndIds() {
    context
        .withPropertyValues(
            "extend.default-threshold=0.85",
            "extend.types[0].type=Bank Statement",
            "extend.types[0].branch=bank_statement",
            "extend.types[0].threshold=0.9000000000000000000001",
            "extend.types[0].ids=cls_1,cls_2",
            "extend.types[1].type=receipt")
        .run(
            started ->
                assertThat(started.getBean(TriageProperties.class))
                    .isEqualTo(
                        new TriageProperties(
                            new BigDecimal("0.85"),
                            List.of(
                                new TriageProperties.Type(
                                    "Bank Statement",
                                    "bank_statement",
                                    new BigDecimal("0.9000000000000000000001"),
                                    List.of("cls_1", "cls_2")),
                                new TriageProperties.Type("receipt", null, null, List.of())))));
  }

  @Test
  void takesTheEndsOfTheRange() {
    context
        .withPropertyValues(
            "extend.default-threshold=0",
            "extend.types[0].type=certain",
            "extend.types[0].threshold=1")
        .run(started -> assertThat(started).hasNotFailed());
  }

  static Stream<Arguments> wrong() {
    String fix = "set a number from 0 to 1, for example 0.85";
    return Stream.of(
        arguments(List.of(), "defaultThreshold", "EXTEND_DEFAULT_THRESHOLD"),
        arguments(List.of("extend.default-threshold="), "defaultThreshold", "from 0 to 1"),
        arguments(List.of("extend.default-threshold=1.5"), "defaultThreshold", fix),
        arguments(List.of("extend.default-threshold=85"), "defaultThreshold", fix),
        arguments(List.of("extend.default-threshold=-0.1"), "defaultThreshold", fix),
        arguments(List.of("extend.default-threshold=1e999999999"), "defaultThreshold", fix),
        arguments(List.of("extend.default-threshold=-1e-999999999"), "defaultThreshold", fix),
        arguments(
            List.of(
                "extend.default-threshold=0.5",
                "extend.types[0].type=invoice",
                "extend.types[0].threshold=1.5"),
            "types[0].threshold",
            fix),
        arguments(
            List.of("extend.default-threshold=0.5", "extend.types[0].threshold=0.5"),
            "types[0].type",
            "name the type, for example invoice"),
        arguments(
            List.of("extend.default-threshold=0.5", "extend.types[0].type= "),
            "types[0].type",
            "name the type, for example invoice"),
        arguments(
            List.of(
                "extend.default-threshold=0.5",
                "extend.types[0].type=Bank Statement",
                "extend.types[0].branch=bank statement"),
            "types[0].branch",
            "set letters, digits, _ and - alone"),
        arguments(
            List.of(
                "extend.default-threshold=0.5",
                "extend.types[0].type=invoice",
                "extend.types[1].type=invoice"),
            "extend.types[1].type",
            "\"invoice\" stands in extend.types[0], too: keep it in one entry of extend.types"),
        arguments(
            List.of(
                "extend.default-threshold=0.5",
                "extend.types[0].type=invoice",
                "extend.types[0].ids=cls_1",
                "extend.types[1].type=receipt",
                "extend.types[1].ids=cls_2,cls_1"),
            "extend.types[1].ids[1]",
            "\"cls_1\" stands in extend.types[0], too: keep it in one entry of extend.types"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongValueStopsTheStartAndNamesKeyAndFix(List<String> settings, String key, String fix) {
    context
        .withPropertyValues(settings.toArray(String[]::new))
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("'extend'")
                    .hasMessageContaining(key)
                    .hasMessageContaining(fix));
  }

  /** The check of settings reads the environment, which does not have such a file. */
  @Test
  void soItDoesFromAFileThatAnApplicationHasForItsPlaceholders() {
    Properties file = new Properties();
    file.setProperty("extend.default-threshold", "5");
    context
        .withBean(
            PropertySourcesPlaceholderConfigurer.class,
            () -> {
              PropertySourcesPlaceholderConfigurer placeholders =
                  new PropertySourcesPlaceholderConfigurer();
              placeholders.setProperties(file);
              return placeholders;
            })
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("defaultThreshold")
                    .hasMessageContaining("set a number from 0 to 1, for example 0.85"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"high", "NaN", "Infinity", "90%", "0,9"})
  void aThresholdThatIsNoNumberNamesItsKey(String threshold) {
    context
        .withPropertyValues("extend.default-threshold=" + threshold)
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .hasStackTraceContaining("extend.default-threshold"));
  }
}
