package org.extendrouter.external;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalBrokerSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "2.40.0, true",
    "2.9.0, true",
    "1.5.6, true",
    "2.41.0, false",
    "2.44.0, false",
    "2.100.1, false",
    "3.0.0, false",
    "2.41.0.redhat-1, false",
    "2.40.0-SNAPSHOT, true",
    "something else, false"
  })
  void aBrokerBefore241IsKnownByItsVersion(String version, boolean old) {
    assertThat(ExternalBrokerSettings.commitsBeforePages(version)).isEqualTo(old);
  }
}
