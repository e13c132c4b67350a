package org.extendrouter.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnconsumedQueuesTest {

  private static final String QUEUE = "extend.accept.invoice";

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final UnconsumedQueues queues = new UnconsumedQueues(null, null, registry);

  /** Prometheus gets no metrics at all if one is there twice, as while it is replaced. */
  @Test
  void aGaugeIsNotReplacedWithEachLook() {
    queues.register(List.of(QUEUE));
    Gauge first = gauge();

    queues.register(List.of(QUEUE, "extend.accept.receipt"));

    assertThat(gauge()).isSameAs(first);
    assertThat(first.value()).isZero();
  }

  private Gauge gauge() {
    return registry.get("extend.queue.unconsumed").tag("queue", QUEUE).gauge();
  }
}
