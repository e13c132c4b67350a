package org.extendrouter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BrokerPropertiesTest {

  @EnableConfigurationProperties(BrokerProperties.class)
  static class Properties {}

  @ParameterizedTest
  @ValueSource(strings = {"call-timeout=0s", "call-timeout=-1s", "watch-interval=0s"})
  void aTimeThatIsNoneStopsTheStart(String setting) {
    new ApplicationContextRunner()
        .withUserConfiguration(Properties.class)
        .withPropertyValues(
            "extend.broker.consumers=4",
            "extend.broker.call-timeout=10s",
            "extend.broker.watch-interval=5s",
            "extend.broker.min-disk-free=256MB",
            "extend.broker.id-cache-size=100000",
            "extend.broker." + setting)
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("extend.broker." + setting.replaceFirst("=.*", ""))
                    .hasMessageContaining("is too short")
                    .hasMessageContaining("for example"));
  }
}
