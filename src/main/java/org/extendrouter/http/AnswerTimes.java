package org.extendrouter.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long webhooks take from the last byte of the body to the answer, by that answer. */
final class AnswerTimes {

  private final Map<Integer, Timer> timers;

  AnswerTimes(MeterRegistry registry) {
    this.timers =
        Stream.of(200, 401, 503)
            .collect(Collectors.toMap(Function.identity(), answer -> timer(answer, registry)));
  }

  private static Timer timer(int answer, MeterRegistry registry) {
    return Timer.builder("extend.acknowledge")
        .description("Time from a whole webhook to its answer")
        .tag("answer", String.valueOf(answer))
        .register(registry);
  }

  void add(int answer, long nanos) {
    Timer timer = timers.get(answer);
    if (timer != null) {
      timer.record(Duration.ofNanos(nanos));
    }
  }
}
