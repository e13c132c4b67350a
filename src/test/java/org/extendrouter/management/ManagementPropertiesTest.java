package org.extendrouter.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ManagementPropertiesTest {

  @EnableConfigurationProperties(ManagementProperties.class)
  static class Properties {}

  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Properties.class);

  @ParameterizedTest
  @ValueSource(strings = {"", "router", "router.example.com,10.0.0.5", "[fd00::5]"})
  void takesNamesAndAddresses(String hosts) {
    context
        .withPropertyValues("extend.management.hosts=" + hosts)
        .run(started -> assertThat(started).hasNotFailed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "*.example.com", "https://example.com", "example.com:8081", "a b"})
  void whatIsNoHostStopsTheStart(String hosts) {
    context
        .withPropertyValues("extend.management.hosts=" + hosts)
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("extend.management.hosts")
                    .hasMessageContaining("for example router.example.com"));
  }
}
