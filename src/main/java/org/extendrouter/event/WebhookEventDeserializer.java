package org.extendrouter.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads the envelope, and the payload by the envelope's type. */
final class WebhookEventDeserializer extends StdDeserializer<WebhookEvent> {

  private static final long serialVersionUID = 1L;

  WebhookEventDeserializer() {
    super(WebhookEvent.class);
  }

  @Override
  public WebhookEvent deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode event = context.readTree(parser);
    if (!event.isObject()) {
      return context.reportInputMismatch(this, "an event is a JSON object");
    }
    checkRepresentable(event, context);
    JsonNode eventType = event.path("eventType");
    if (!eventType.isTextual()) {
      return context.reportInputMismatch(this, "an event has an eventType");
    }
    JsonNode payload = event.path("payload");
    JsonNode run = null;
    EventType type = EventType.of(eventType.textValue());
    if (type.kind() == EventType.Kind.RUN) {
      if (!(payload instanceof ObjectNode object)) {
        return context.reportInputMismatch(this, "a run is a JSON object");
      }
      run = classifyRun(type, object);
    }
    return new WebhookEvent(
        event.path("eventId").textValue(),
        eventType.textValue(),
        payload,
        run == null ? null : context.readTreeAsValue(run, ClassifyRun.class));
  }

  private static JsonNode classifyRun(EventType type, ObjectNode payload) {
    if (WebhookEvent.isSignedUrl(payload)) {
      return payload.deepCopy().retain("id", "metadata");
    }
    return switch (type) {
      case PROCESSOR_RUN_PROCESSED, PROCESSOR_RUN_FAILED -> ProcessorRun.asClassifyRun(payload);
      default -> payload;
    };
  }

  @Override
  public WebhookEvent getNullValue(DeserializationContext context) throws JsonMappingException {
    return context.reportInputMismatch(this, "an event is a JSON object");
  }

  /**
   * Turns down what Java cannot hold without changing it: numbers beyond a double, and text with
   * half a surrogate pair.
   */
  private void checkRepresentable(JsonNode node, DeserializationContext context)
      throws IOException {
    if (node.isNumber() && Double.isInfinite(node.doubleValue())) {
      context.reportInputMismatch(this, "a number is too large");
    }
    if (node.isTextual()) {
      checkText(node.textValue(), context);
    }
    for (var field : node.properties()) {
      checkText(field.getKey(), context);
    }
    for (JsonNode child : node) {
      checkRepresentable(child, context);
    }
  }

  private void checkText(String text, DeserializationContext context) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        context.reportInputMismatch(this, "a text holds half a surrogate pair");
      }
    }
  }
}
