package org.extendrouter.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.extendrouter.triage.TriageProperties;
import org.extendrouter.triage.TriageProperties.Type;
import org.springframework.boot.convert.DurationStyle;

/** The bounds of all histograms. A bucket holds what is at its bound or below. */
final class Buckets {

  /**
   * In nanoseconds, by the name of the timer. Extend waits 30 s for an answer; a message is tried
   * for a day before it is given up.
   */
  static final Map<String, double[]> TIMERS =
      Map.of(
          "extend.acknowledge",
          nanos("5ms 10ms 25ms 50ms 100ms 250ms 500ms 1s 2500ms 5s 10s 30s"),
          "extend.delivery",
          nanos("50ms 100ms 250ms 500ms 1s 2500ms 5s 10s 30s 1m 5m 15m 1h 6h 1d"));

  private Buckets() {}

  private static double[] nanos(String bounds) {
    return Arrays.stream(bounds.split(" "))
        .map(DurationStyle.SIMPLE::parse)
        .mapToDouble(Duration::toNanos)
        .toArray();
  }

  /** Tenths, and each threshold: what is at it is accepted, what is just below it is not. */
  static double[] confidences(TriageProperties thresholds) {
    DoubleStream configured =
        Stream.concat(
                Stream.of(thresholds.defaultThreshold()),
                thresholds.types().stream().map(Type::threshold).filter(Objects::nonNull))
            .mapToDouble(BigDecimal::doubleValue)
            .flatMap(threshold -> DoubleStream.of(Math.nextDown(threshold), threshold));
    return DoubleStream.concat(IntStream.rangeClosed(1, 10).mapToDouble(n -> n / 10.0), configured)
        .filter(bound -> bound >= 0)
        .sorted()
        .distinct()
        .toArray();
  }
}
