package org.extendrouter.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.extendrouter.fetch.FetchFailedException;
import org.extendrouter.fetch.FetchTracing;

/**
 * A span for each request for a payload or a document. The trace is not passed on: it is nothing to
 * those who are asked, and a signed URL is asked for as it came.
 */
final class FetchSpans implements FetchTracing {

  private static final long OK = 200;

  private final Traces traces;

  FetchSpans(Traces traces) {
    this.traces = traces;
  }

  @Override
  public byte[] around(String host, int port, Request request) throws FetchFailedException {
    Context trace = Traces.current();
    if (trace == null) {
      return request.get();
    }
    Span span =
        traces
            .span("GET", SpanKind.CLIENT, trace)
            .setAttribute("http.request.method", "GET")
            .setAttribute("url.scheme", "https")
            .setAttribute("server.address", host)
            .setAttribute("server.port", port)
            .startSpan();
    try {
      byte[] body = request.get();
      span.setAttribute("http.response.status_code", OK);
      return body;
    } catch (FetchFailedException e) {
      if (e.status() == 0) {
        Traces.failed(span, e.kind().name());
      } else {
        Traces.answered(span, e.status());
      }
      throw e;
    } finally {
      span.end();
    }
  }
}
