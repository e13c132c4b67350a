package org.extendrouter.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

class ScheduleConfigurationTest {

  @Test
  void whatHangsHoldsUpNoOther() throws InterruptedException {
    ThreadPoolTaskScheduler scheduler = new ScheduleConfiguration().extendScheduler();
    scheduler.initialize();
    try {
      CountDownLatch never = new CountDownLatch(1);
      CountDownLatch done = new CountDownLatch(3);
      for (int i = 0; i < 4; i++) {
        scheduler.scheduleWithFixedDelay(() -> await(never), Duration.ofMillis(1));
      }
      scheduler.scheduleWithFixedDelay(done::countDown, Duration.ofMillis(1));
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      scheduler.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
