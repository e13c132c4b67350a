package org.extendrouter.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.extendrouter.fetch.FetchRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

class PayloadPropertiesTest {

  @EnableConfigurationProperties(PayloadProperties.class)
  static class Properties {}

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withUserConfiguration(Properties.class)
          .withPropertyValues(
              "extend.payload.hosts=extend.ai,amazonaws.com",
              "extend.payload.timeout=30s",
              "extend.payload.max-size=10MB",
              "extend.payload.valid-for=1h");

  @ParameterizedTest
  @CsvSource({
    "extend.ai, true",
    "files.extend.ai, true",
    "a.b.extend.ai, true",
    "bucket.s3.us-east-1.amazonaws.com, true",
    "evilextend.ai, false",
    "evil-extend.ai, false",
    "extend.ai.evil.com, false",
    "ai, false",
    "xtend.ai, false",
    "extend.ai., false",
    ".extend.ai, true",
    "extendXai, false",
    "127.0.0.1, false",
    "[::1], false"
  })
  void aHostIsComparedByWholeLabels(String host, boolean allowed) {
    context.run(
        started ->
            assertThat(allows(started.getBean(PayloadProperties.class), host)).isEqualTo(allowed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"api.extend.ai", "api.us2.extend.app", "api.eu1.extend.ai", "b.s3.amazonaws.com"})
  void theRegionsOfExtendAreAllowedUnlessSaidOtherwise(String host) {
    new ApplicationContextRunner()
        .withUserConfiguration(Properties.class)
        .withInitializer(PayloadPropertiesTest::addTheDefaults)
        .run(
            started -> assertThat(allows(started.getBean(PayloadProperties.class), host)).isTrue());
  }

  private static boolean allows(PayloadProperties properties, String host) {
    return new FetchRules(properties.hosts(), false, null).allow(host);
  }

  private static void addTheDefaults(ConfigurableApplicationContext context) {
    try {
      new YamlPropertySourceLoader()
          .load("defaults", new ClassPathResource("org/extendrouter/defaults.yaml"))
          .forEach(context.getEnvironment().getPropertySources()::addLast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("hosts=", "hosts", "set extend.payload.hosts, for example to extend.ai"),
        arguments("hosts=*.extend.ai", "hosts", "write example.com, which also stands for"),
        arguments("hosts=.extend.ai", "hosts", "write example.com, which also stands for"),
        arguments("hosts=https://extend.ai", "hosts", "without *, scheme or port"),
        arguments("hosts=extend.ai:8443", "hosts", "without *, scheme or port"),
        arguments("hosts=Extend.ai", "hosts", "in lower case"),
        arguments("timeout=0s", "timeout", "from 1ms to 5m"),
        arguments("timeout=6m", "timeout", "from 1ms to 5m"),
        arguments("max-size=0B", "maxSize", "from 1B to 100MB"),
        arguments("max-size=101MB", "maxSize", "from 1B to 100MB"),
        arguments("valid-for=0s", "valid-for", "for example 1h"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongValueStopsTheStartAndNamesKeyAndFix(String setting, String key, String fix) {
    context
        .withPropertyValues("extend.payload." + setting)
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("extend.payload")
                    .hasMessageContaining(key)
                    .hasMessageContaining(fix));
  }
}
