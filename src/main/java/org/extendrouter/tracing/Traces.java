package org.extendrouter.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.extendrouter.log.LogFields;
import org.extendrouter.names.RunIds;
import org.slf4j.MDC;
import org.springframework.core.NestedExceptionUtils;

/** The traces that begin at the webhook. What an application traces of its own is left alone. */
final class Traces {

  private static final ContextKey<Boolean> OURS = ContextKey.named("extend-camel-router");

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  Traces(OpenTelemetry openTelemetry) {
    this.tracer = openTelemetry.getTracer("org.extendrouter");
    this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
  }

  TextMapPropagator propagator() {
    return propagator;
  }

  /** Not started yet. */
  SpanBuilder span(String name, SpanKind kind, Context parent) {
    return tracer.spanBuilder(name).setSpanKind(kind).setParent(parent);
  }

  /** What is current if it is of a trace of the router's, else null. */
  static Context current() {
    Context context = Context.current();
    return context.get(OURS) == null ? null : context;
  }

  static Context with(Span span) {
    return Context.root().with(span).with(OURS, true);
  }

  /** Makes a trace current on this thread, and known to the log, until it is closed. */
  static Running run(Context trace) {
    String before = MDC.get(LogFields.TRACE);
    Scope scope = trace.makeCurrent();
    MDC.put(LogFields.TRACE, Span.fromContext(trace).getSpanContext().getTraceId());
    return () -> {
      if (before == null) {
        MDC.remove(LogFields.TRACE);
      } else {
        MDC.put(LogFields.TRACE, before);
      }
      scope.close();
    };
  }

  /** What is null, empty or not known is left out. */
  static void tell(Span span, String event, String run, String type) {
    tell(span, "extend.event.id", event);
    tell(span, "extend.run.id", RunIds.UNKNOWN.equals(run) ? null : run);
    tell(span, "extend.type", type);
  }

  private static void tell(Span span, String attribute, String value) {
    if (value != null && !value.isEmpty()) {
      span.setAttribute(attribute, value);
    }
  }

  /** By its class alone: a message may hold an address with its secrets. The log has it. */
  static void failed(Span span, Throwable failure) {
    failed(span, NestedExceptionUtils.getMostSpecificCause(failure).getClass().getName());
  }

  /** By a status of HTTP that is an error. */
  static void answered(Span span, int status) {
    span.setAttribute("http.response.status_code", status);
    failed(span, String.valueOf(status));
  }

  static void failed(Span span, String type) {
    span.setStatus(StatusCode.ERROR).setAttribute("error.type", type);
  }

  /** To be closed on the same thread. */
  interface Running {
    void close();
  }
}
