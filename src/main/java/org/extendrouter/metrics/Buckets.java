package org.extendrouter.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.extendrouter.triage.TriageProperties;
import org.extendrouter.triage.TriageProperties.Type;

/** The bounds of all histograms. A bucket holds what is at its bound or below. */
final class Buckets {

  /** Extend waits 30 s for an answer. */
  private static final List<Duration> ANSWERS =
      List.of(
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(25),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  /** A message is tried for a day before it is given up. */
  private static final List<Duration> DELIVERIES =
      List.of(
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1));

  /** In nanoseconds, by the name of the timer. */
  static final Map<String, double[]> TIMERS =
      Map.of("extend.acknowledge", nanos(ANSWERS), "extend.delivery", nanos(DELIVERIES));

  private Buckets() {}

  private static double[] nanos(List<Duration> bounds) {
    return bounds.stream().mapToDouble(Duration::toNanos).toArray();
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
