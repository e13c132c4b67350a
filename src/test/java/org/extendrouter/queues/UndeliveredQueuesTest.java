package org.extendrouter.queues;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.TreeMap;
import org.extendrouter.retries.Retries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class UndeliveredQueuesTest {

  private static final String QUEUE = "extend.accept.invoice";

  private final UndeliveredQueues queues = new UndeliveredQueues();

  @Test
  void aQueueThatStandsStillIsToldOnce(CapturedOutput output) {
    for (int i = 0; i < 5; i++) {
      look(new QueueDepth(2537 + i, null, 4, true, Retries.NONE));
    }
    assertThat(queues.problem(QUEUE)).isNull();
    for (int i = 5; i < 9; i++) {
      look(new QueueDepth(2537 + i, null, 4, true, Retries.NONE));
    }
    assertThat(queues.problem(QUEUE)).contains("restart");
    assertThat(output).containsOnlyOnce("2542 messages wait in extend.accept.invoice: the broker");
  }

  @Test
  void oneThatIsDeliveredNobodyTakesFromOrWaitsForItsNextAttemptIsLeftAlone(CapturedOutput output) {
    for (int i = 0; i < 20; i++) {
      look(new QueueDepth(2537 - i, null, 4, true, Retries.NONE));
    }
    for (int i = 0; i < 20; i++) {
      look(new QueueDepth(2537, null, 0, true, Retries.NONE));
    }
    for (int i = 0; i < 20; i++) {
      look(new QueueDepth(2537, Instant.EPOCH, 4, false, Retries.NONE));
    }
    assertThat(queues.problem(QUEUE)).isNull();
    assertThat(output).doesNotContain("messages wait");
  }

  @Test
  void itIsOverOnceSomethingIsDelivered() {
    for (int i = 0; i < 6; i++) {
      look(new QueueDepth(10, null, 4, true, Retries.NONE));
    }
    assertThat(queues.problem(QUEUE)).isNotNull();
    look(new QueueDepth(9, Instant.EPOCH, 4, false, Retries.NONE));
    assertThat(queues.problem(QUEUE)).isNull();
  }

  private void look(QueueDepth depth) {
    TreeMap<String, QueueDepth> depths = new TreeMap<>();
    depths.put(QUEUE, depth);
    queues.look(depths);
  }
}
