package org.extendrouter.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class QueueWatchTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T08:00:00Z"));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private final QueueWatch watch =
      new QueueWatch(
          null,
          null,
          null,
          null,
          null,
          null,
          new BrokerProperties(
              4, Duration.ofSeconds(10), Duration.ofSeconds(5), DataSize.ofMegabytes(256), 100_000),
          meters,
          clock);

  @Test
  void aStartThatTakesLongIsNoSilenceOfTheBroker() {
    clock.pass(Duration.ofMinutes(10));
    assertThat(watch.brokerGone()).isEmpty();

    watch.begin();
    clock.pass(Duration.ofSeconds(30));
    assertThat(watch.brokerGone()).isEmpty();
  }

  @Test
  void aBrokerThatHasNotAnsweredTheFirstLookLongAfterTheStartCountsAsGone() {
    clock.pass(Duration.ofMinutes(10));
    watch.begin();
    clock.pass(Duration.ofSeconds(31));

    assertThat(watch.brokerGone())
        .hasValueSatisfying(reason -> assertThat(reason).contains("not answered lately"));
    assertThat(meters.get("extend.broker.down").gauge().value()).isEqualTo(31);
  }
}
