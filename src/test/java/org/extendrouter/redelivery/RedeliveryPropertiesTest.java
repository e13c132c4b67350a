package org.extendrouter.redelivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RedeliveryPropertiesTest {

  @EnableConfigurationProperties(RedeliveryProperties.class)
  static class Properties {}

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withUserConfiguration(Properties.class)
          .withPropertyValues(
              "extend.redelivery.delay=5s",
              "extend.redelivery.multiplier=2",
              "extend.redelivery.max-delay=1h",
              "extend.redelivery.give-up-after=24h");

  @Test
  void theDefaultsGoOnForADay() {
    // Ten pauses from 5 s to 2560 s take 5115 s; 22 of an hour fit into what is left of 86 400 s.
    context.run(
        started ->
            assertThat(started.getBean(RedeliveryProperties.class).attempts())
                .isEqualTo(1 + 10 + 22));
  }

  @ParameterizedTest
  @CsvSource({
    "PT5S, 2, PT1H, PT0S, 1",
    "PT5S, 2, PT1H, PT4.999S, 1",
    "PT5S, 2, PT1H, PT5S, 2",
    "PT5S, 2, PT1H, PT14.999S, 2",
    "PT5S, 2, PT1H, PT15S, 3",
    "PT1S, 1, PT1S, PT10S, 11",
    "PT1S, 10, PT2S, PT7S, 5",
    "PT1S, 1.5, PT1H, PT2.5S, 3"
  })
  void countsTheAttemptsThatFit(
      Duration delay, double multiplier, Duration maxDelay, Duration giveUpAfter, int attempts) {
    assertThat(new RedeliveryProperties(delay, multiplier, maxDelay, giveUpAfter).attempts())
        .isEqualTo(attempts);
  }

  @Test
  void pausesOfNoLengthToSpeakOfDoNotMakeEndlessAttempts() {
    Duration tick = Duration.ofMillis(1);

    assertThat(new RedeliveryProperties(tick, 1, tick, Duration.ofDays(26)).attempts())
        .isEqualTo(100_000);
  }

  @ParameterizedTest
  @CsvSource({
    "delay=0s, delay, for example 5s",
    "delay=-5s, delay, for example 5s",
    "delay=999us, delay, for example 5s",
    "delay=2h, maxDelay, shorter than extend.redelivery.delay",
    "max-delay=4s, maxDelay, for example 1h",
    "give-up-after=0s, give-up-after, for example 24h",
    "give-up-after=-1s, give-up-after, for example 24h"
  })
  void durationsOutOfOrderStopTheStart(String setting, String key, String fix) {
    context
        .withPropertyValues("extend.redelivery." + setting)
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("extend.redelivery")
                    .hasMessageContaining(key)
                    .hasMessageContaining(fix));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.99", "10.01", "-1", "NaN", "Infinity"})
  void aMultiplierOutOfRangeStopsTheStart(String multiplier) {
    context
        .withPropertyValues("extend.redelivery.multiplier=" + multiplier)
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("extend.redelivery")
                    .hasMessageContaining("multiplier")
                    .hasMessageContaining("is not from 1 to 10"));
  }
}
