package org.extendrouter.tracing.collector;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.concurrent.TimeUnit;

/**
 * OpenTelemetry of the router itself: traces in W3C's format, no baggage.
 *
 * @param provider makes the spans, and sends them
 */
record OwnOpenTelemetry(SdkTracerProvider provider) implements OpenTelemetry, AutoCloseable {

  /** In seconds. A stop has little time, and must not wait for a collector that is gone. */
  private static final int LAST_WORDS = 2;

  @Override
  public TracerProvider getTracerProvider() {
    return provider;
  }

  @Override
  public ContextPropagators getPropagators() {
    return ContextPropagators.create(W3CTraceContextPropagator.getInstance());
  }

  @Override
  public void close() {
    provider.shutdown().join(LAST_WORDS, TimeUnit.SECONDS);
  }
}
