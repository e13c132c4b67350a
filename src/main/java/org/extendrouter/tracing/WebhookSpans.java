package org.extendrouter.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Begins a trace with each webhook. It takes over none that a request names, since that is not
 * signed, and records none for what was not signed at all.
 */
final class WebhookSpans implements Filter {

  /** Where a request has its trace: in an application its route runs on another thread. */
  static final String TRACE = WebhookSpans.class.getName();

  private final Traces traces;
  private final String path;

  WebhookSpans(Traces traces, String path) {
    this.traces = traces;
    this.path = path;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String method = ((HttpServletRequest) request).getMethod();
    // Spring dispatches a request once more when its answer is out.
    if (!"POST".equals(method) || response.isCommitted()) {
      chain.doFilter(request, response);
      return;
    }
    Span span =
        traces
            .span("POST " + path, SpanKind.SERVER, Context.root())
            .setAttribute("http.request.method", method)
            .setAttribute("http.route", path)
            .setAttribute("url.path", path)
            .setAttribute("url.scheme", request.getScheme())
            .startSpan();
    Context trace = Traces.with(span);
    request.setAttribute(TRACE, trace);
    Traces.Running running = Traces.run(trace);
    try {
      chain.doFilter(request, response);
    } finally {
      running.close();
    }
    if (request.isAsyncStarted() && !response.isCommitted()) {
      request.getAsyncContext().addListener(new Answered(span, response));
    } else {
      answered(span, response);
    }
  }

  private static void answered(Span span, ServletResponse response) {
    int status = ((HttpServletResponse) response).getStatus();
    span.setAttribute("http.response.status_code", status);
    if (status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
      Traces.failed(span, String.valueOf(status));
    }
    // A span that is not ended is never sent.
    if (status != HttpServletResponse.SC_UNAUTHORIZED) {
      span.end();
    }
  }

  /** The answer is out. */
  private record Answered(Span span, ServletResponse response) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      answered(span, response);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
