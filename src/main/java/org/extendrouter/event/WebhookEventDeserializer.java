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
    JsonNode event = new EventReader(parser).read(KeptFields.EVENT);
    if (!event.isObject()) {
      return context.reportInputMismatch(this, "an event is a JSON object");
    }
    JsonNode eventType = event.path("eventType");
    if (!eventType.isTextual()) {
      return context.reportInputMismatch(this, "an event has an eventType");
    }
    JsonNode payload = event.path("payload");
    JsonNode run = null;
    EventType type = EventType.of(eventType.textValue());
    if (type.kind() == EventType.Kind.RUN || type.kind() == EventType.Kind.WORKFLOW_RUN) {
      if (!(payload instanceof ObjectNode object)) {
        return context.reportInputMismatch(this, "a run is a JSON object");
      }
      run = classifyRun(type, object);
    }
    return new WebhookEvent(
        eventType.textValue(), payload, run == null ? null : ClassifyRun.of(run));
  }

  private static JsonNode classifyRun(EventType type, ObjectNode payload) {
    if (WebhookEvent.isSignedUrl(payload)) {
      return payload.deepCopy().retain("id", "metadata");
    }
    return switch (type) {
      case PROCESSOR_RUN_PROCESSED, PROCESSOR_RUN_FAILED -> ProcessorRun.asClassifyRun(payload);
      case WORKFLOW_STEP_RUN_PROCESSED -> ofStep(payload);
      // An event that a workflow run was split into holds a run, or a step without one.
      case WORKFLOW_RUN_COMPLETED ->
          WebhookEvent.isClassifyRun(payload) ? payload : ofStep(payload);
      default -> payload;
    };
  }

  private static JsonNode ofStep(ObjectNode payload) {
    StepRun step = new StepRun(payload);
    return step.classifies() ? step.asClassifyRun() : null;
  }

  @Override
  public WebhookEvent getNullValue(DeserializationContext context) throws JsonMappingException {
    return context.reportInputMismatch(this, "an event is a JSON object");
  }
}
