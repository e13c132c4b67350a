package org.extendrouter.connection;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.IllegalStateException;
import org.junit.jupiter.api.Test;

class BrokerFailureTest {

  @Test
  void aConnectionThatFailedUnderAnothersCallTellsToLookForTheBroker() {
    assertThat(BrokerFailure.describe(new IllegalStateException("Connection is closed")))
        .startsWith("Connection is closed; check that the broker runs")
        .contains("spring.artemis.broker-url");
  }
}
