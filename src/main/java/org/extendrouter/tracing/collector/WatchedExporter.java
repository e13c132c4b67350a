package org.extendrouter.tracing.collector;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one line of the log that spans cannot be sent, and in another that they are again,
 * however many there are. Neither repeats what may hold a secret: a path, a query, a header, an
 * answer.
 */
final class WatchedExporter implements SpanExporter {

  /** A collector that refuses some of what it gets is not over it with the next that it takes. */
  static final Duration CALM = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

  private final SpanExporter exporter;
  private final String collector;
  private final Clock clock;

  private boolean failing;
  private Instant lastFailure;
  private long lost;

  /**
   * Sends by another.
   *
   * @param collector where to, for the log
   */
  WatchedExporter(SpanExporter exporter, String collector, Clock clock) {
    this.exporter = exporter;
    this.collector = collector;
    this.clock = clock;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = exporter.export(spans);
    result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            sent();
          } else {
            failed(count, result.getFailureThrowable());
          }
        });
    return result;
  }

  private synchronized void failed(int count, Throwable failure) {
    lost += count;
    lastFailure = clock.instant();
    if (!failing) {
      failing = true;
      LOG.warn(
          "traces cannot be sent to {}, {}; spans are lost until they can, events are delivered all the same: check the collector and management.otlp.tracing.*",
          collector,
          describe(failure));
    }
  }

  private synchronized void sent() {
    if (failing && !clock.instant().isBefore(lastFailure.plus(CALM))) {
      LOG.info("traces are sent to {} again; spans lost: {} or more", collector, lost);
      failing = false;
      lost = 0;
    }
  }

  private static String describe(Throwable failure) {
    if (failure instanceof HttpExportException refused && refused.getResponse() != null) {
      return "it answered " + refused.getResponse().statusCode();
    }
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(IOException.class::isInstance)
        .map(cause -> cause.getClass().getSimpleName())
        .findFirst()
        .orElse("it did not take them");
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
