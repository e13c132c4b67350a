package org.extendrouter.redelivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.Test;

class RedeliveryTest {

  private final Redelivery redelivery =
      new Redelivery(queue -> queue.equals("extend.payloads") ? 3 : -1);

  @Test
  void theLastAttemptIsTheBrokersLast() throws Exception {
    ActiveMQQueue payloads = new ActiveMQQueue("extend.payloads");
    assertThat(redelivery.isExhausted(payloads, 2)).isFalse();
    assertThat(redelivery.isExhausted(payloads, 3)).isTrue();
    assertThat(redelivery.isExhausted(payloads, 4)).isTrue();
  }

  @Test
  void aBrokerThatNeverGivesUpHasNoLastAttempt() throws Exception {
    assertThat(redelivery.isExhausted(new ActiveMQQueue("extend.others"), 1000)).isFalse();
  }

  @Test
  void tellsNoKeyInAnAddress() {
    assertThat(
            redelivery.describe(
                new IOException("http://ada:s3cret@host/x?code=s3cret answered 500")))
        .isEqualTo("IOException: http://host/x?… answered 500");
  }

  @Test
  void describesTheInnermostCauseOnOneLine() {
    Exception failure =
        new IllegalStateException(
            "outer", new RuntimeException("middle", new IOException("disk\nfull")));

    assertThat(redelivery.describe(failure)).isEqualTo("IOException: disk full");
    assertThat(redelivery.describe(new RuntimeException("x".repeat(10_240))))
        .hasSizeLessThanOrEqualTo(500);
    assertThat(redelivery.describe(new IllegalStateException()))
        .isEqualTo("IllegalStateException: null");
  }
}
