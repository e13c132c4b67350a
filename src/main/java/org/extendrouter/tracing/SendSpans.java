package org.extendrouter.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.Locale;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.http.common.HttpCommonEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.extendrouter.names.HeaderNames;

/**
 * A span for each sending of a step to another system or a queue, whoever wrote the route. Only
 * what goes by HTTP or JMS carries the trace along, and only while it is sent: a later mail does
 * not.
 */
final class SendSpans extends EventNotifierSupport {

  private static final String TRACE = SendSpans.class.getName() + ".trace";
  private static final String SPAN = SendSpans.class.getName() + ".span";

  private static final int FIRST_ERROR = 400;

  private final Traces traces;

  SendSpans(Traces traces) {
    this.traces = traces;
    setIgnoreCamelContextInitEvents(true);
    setIgnoreCamelContextEvents(true);
    setIgnoreServiceEvents(true);
    setIgnoreRouteEvents(true);
    setIgnoreStepEvents(true);
    setIgnoreExchangeCompletedEvent(true);
    setIgnoreExchangeFailedEvents(true);
    setIgnoreExchangeRedeliveryEvents(true);
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof CamelEvent.ExchangeCreatedEvent created) {
      remember(created.getExchange());
    } else if (event instanceof CamelEvent.ExchangeSendingEvent sending) {
      begin(sending.getExchange(), sending.getEndpoint());
    } else if (event instanceof CamelEvent.ExchangeSentEvent sent) {
      end(sent.getExchange(), sent.getEndpoint());
    }
  }

  /** For steps on other threads. What is made of an exchange gets its properties. */
  private static void remember(Exchange exchange) {
    Object trace = Traces.current();
    if (trace == null && exchange.getIn() instanceof PlatformHttpMessage received) {
      trace = received.getRequest().getAttribute(WebhookSpans.TRACE);
    }
    if (trace != null) {
      exchange.setProperty(TRACE, trace);
    }
  }

  /** Null if the exchange is of no trace of the router's. */
  static Context trace(Exchange exchange) {
    return exchange.getProperty(TRACE, Context.class);
  }

  private void begin(Exchange exchange, Endpoint endpoint) {
    Context trace = Traces.current();
    if (trace == null || !endpoint.isRemote()) {
      return;
    }
    Message message = exchange.getIn();
    removeTrace(message);
    Span span = span(message, endpoint, trace).startSpan();
    tell(span, message);
    if (exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) == null) {
      tell(Span.fromContext(trace), message);
    }
    if (endpoint instanceof JmsEndpoint || endpoint instanceof HttpCommonEndpoint) {
      traces.propagator().inject(trace.with(span), message, Message::setHeader);
    }
    exchange.setProperty(SPAN, span);
  }

  private void end(Exchange exchange, Endpoint endpoint) {
    if (!(exchange.removeProperty(SPAN) instanceof Span span)) {
      return;
    }
    removeTrace(exchange.getIn());
    removeTrace(exchange.getMessage());
    Throwable failure = exchange.getException();
    if (failure instanceof HttpOperationFailedException refused) {
      Traces.answered(span, refused.getStatusCode());
    } else if (failure != null) {
      Traces.failed(span, failure);
    } else if (endpoint instanceof HttpCommonEndpoint) {
      answered(span, exchange.getMessage());
    }
    span.end();
  }

  /** A route may look at the status itself ({@code throwExceptionOnFailure=false}). */
  private static void answered(Span span, Message answer) {
    Integer status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status != null && status >= FIRST_ERROR) {
      Traces.answered(span, status);
    } else if (status != null) {
      span.setAttribute("http.response.status_code", status.longValue());
    }
  }

  private void removeTrace(Message message) {
    traces.propagator().fields().forEach(message::removeHeader);
  }

  private SpanBuilder span(Message message, Endpoint endpoint, Context trace) {
    if (endpoint instanceof JmsEndpoint jms) {
      return traces
          .span("send " + jms.getDestinationName(), SpanKind.PRODUCER, trace)
          .setAttribute("messaging.system", "jms")
          .setAttribute("messaging.operation.name", "send")
          .setAttribute("messaging.operation.type", "send")
          .setAttribute("messaging.destination.name", jms.getDestinationName());
    }
    if (endpoint instanceof HttpCommonEndpoint http) {
      URI address = http.getHttpUri();
      String method = method(message, http);
      // Neither path nor query: both may hold a key.
      return traces
          .span(method, SpanKind.CLIENT, trace)
          .setAttribute("http.request.method", method)
          .setAttribute("url.scheme", address.getScheme())
          .setAttribute("server.address", address.getHost())
          .setAttribute("server.port", port(address));
    }
    String scheme = endpoint.getEndpointUri().replaceFirst(":.*", "");
    return traces.span("send " + scheme, SpanKind.CLIENT, trace).setAttribute("url.scheme", scheme);
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equals(address.getScheme()) ? 443 : 80;
  }

  /** As Camel's HTTP component finds it. */
  private static String method(Message message, HttpCommonEndpoint endpoint) {
    if (endpoint.getHttpMethod() != null) {
      return endpoint.getHttpMethod().name();
    }
    String header = message.getHeader(Exchange.HTTP_METHOD, String.class);
    if (header != null) {
      return header.toUpperCase(Locale.ROOT);
    }
    return message.getBody() == null ? "GET" : "POST";
  }

  private static void tell(Span span, Message message) {
    Traces.tell(
        span,
        message.getHeader(HeaderNames.EVENT_ID, String.class),
        message.getHeader(HeaderNames.RUN_ID, String.class),
        message.getHeader(HeaderNames.TYPE, String.class));
  }
}
