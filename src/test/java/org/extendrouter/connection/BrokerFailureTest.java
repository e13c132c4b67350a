package org.extendrouter.connection;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.IllegalStateException;
import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.junit.jupiter.api.Test;

class BrokerFailureTest {

  @Test
  void aConnectionThatFailedUnderAnothersCallTellsToLookForTheBroker() {
    assertThat(BrokerFailure.describe(new IllegalStateException("Connection is closed")))
        .startsWith("Connection is closed; check that the broker runs")
        .contains("spring.artemis.broker-url");
  }

  @Test
  void aFailureWithoutAWordIsToldByItsKind() {
    assertThat(BrokerFailure.describe(new ActiveMQIOErrorException("")))
        .startsWith("ActiveMQIOErrorException");
  }

  @Test
  void aDiskWithoutRoomTellsToLookForInodesToo() {
    assertThat(
            BrokerFailure.describe(
                new ActiveMQIOErrorException("355.msg (No space left on device)")))
        .startsWith("355.msg (No space left on device); make room")
        .contains("df -i");
  }
}
