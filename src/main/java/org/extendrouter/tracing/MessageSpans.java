package org.extendrouter.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.jms.JmsEndpoint;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.Failure;

/** A span for each attempt to work on a message, until it is committed or rolled back. */
final class MessageSpans implements MessageTracing {

  private final Traces traces;

  MessageSpans(Traces traces) {
    this.traces = traces;
  }

  @Override
  public void around(Message message, JmsEndpoint from, Work work) throws JMSException {
    String queue = from.getDestinationName();
    if (QueueNames.LEDGER.equals(queue)) {
      // Its route takes messages of many traces at a time.
      work.run();
      return;
    }
    Context sent = traces.propagator().extract(Context.root(), message, new Carrier(from));
    Span span =
        traces
            .span("process " + queue, SpanKind.CONSUMER, sent)
            .setAttribute("messaging.system", "jms")
            .setAttribute("messaging.operation.name", "process")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.destination.name", queue)
            .setAttribute("messaging.message.id", message.getJMSMessageID())
            .startSpan();
    if (message.propertyExists("JMSXDeliveryCount")) {
      span.setAttribute("extend.attempt", message.getIntProperty("JMSXDeliveryCount"));
    }
    Traces.tell(
        span,
        Failure.text(message, HeaderNames.EVENT_ID),
        Failure.text(message, HeaderNames.RUN_ID),
        Failure.text(message, HeaderNames.TYPE));
    Traces.Running running = Traces.run(Traces.with(span));
    try {
      work.run();
    } catch (JMSException | RuntimeException | Error e) {
      Traces.failed(span, e);
      throw e;
    } finally {
      running.close();
      span.end();
    }
  }

  @Override
  public void tell(Map<String, String> stored, Runnable lines) {
    Context trace = traces.propagator().extract(Context.root(), stored, new Stored());
    if (!Span.fromContext(trace).getSpanContext().isValid()) {
      lines.run();
      return;
    }
    Traces.Running running = Traces.run(trace);
    try {
      lines.run();
    } finally {
      running.close();
    }
  }

  private record Stored() implements TextMapGetter<Map<String, String>> {

    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public String get(Map<String, String> carrier, String key) {
      return carrier.get(key);
    }
  }

  /** Names of properties are written as Camel writes those of headers. */
  private record Carrier(JmsEndpoint endpoint) implements TextMapGetter<Message> {

    @Override
    public Iterable<String> keys(Message carrier) {
      return List.of();
    }

    @Override
    public String get(Message carrier, String key) {
      try {
        return Failure.text(
            carrier, endpoint.getConfiguration().getJmsKeyFormatStrategy().encodeKey(key));
      } catch (JMSException e) {
        return null;
      }
    }
  }
}
