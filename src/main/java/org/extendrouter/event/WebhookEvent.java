package org.extendrouter.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * One webhook event.
 *
 * @param eventType the type as Extend spells it, known or not
 * @param payload what the event is about, as far as this router reads it
 * @param run the payload as a classify run; null if the event is about anything else. Of a large
 *     run, only what its envelope tells: id and metadata
 */
@JsonDeserialize(using = WebhookEventDeserializer.class)
public record WebhookEvent(String eventType, JsonNode payload, ClassifyRun run) {

  /**
   * The type as this router knows it.
   *
   * @return the type, {@link EventType#OTHER} if it is not known
   */
  public EventType type() {
    return EventType.of(eventType);
  }

  /**
   * What is done with the event; for routes: {@code ${variable.event?.kind?.name} == 'RUN'}.
   *
   * @return the kind of its type, unless the payload says otherwise: it may have to be fetched, be
   *     of a processor or a step that does not classify, or be one run of a workflow
   */
  public EventType.Kind kind() {
    EventType.Kind kind = type().kind();
    if (kind != EventType.Kind.RUN && kind != EventType.Kind.WORKFLOW_RUN) {
      return kind;
    }
    if (isSignedUrl(payload)) {
      return EventType.Kind.PAYLOAD_URL;
    }
    if (run != null) {
      return EventType.Kind.RUN;
    }
    return kind == EventType.Kind.RUN ? EventType.Kind.OTHER : kind;
  }

  /**
   * Where to fetch the payload of a large run. The URL is a secret for as long as it is valid.
   *
   * @return the URL as it came, not checked in any way; empty if there is none
   */
  public String payloadUrl() {
    return kind() == EventType.Kind.PAYLOAD_URL ? payload.path("data").asText() : "";
  }

  /**
   * The workflow run that the event is about.
   *
   * @return its id as it came; null if the event is not about one, or does not name it
   */
  public String workflowRunId() {
    return switch (type()) {
      case WORKFLOW_STEP_RUN_PROCESSED -> payload.path("workflowRunId").textValue();
      case WORKFLOW_RUN_COMPLETED ->
          payload.path(run == null || isSignedUrl(payload) ? "id" : "workflowRunId").textValue();
      default -> null;
    };
  }

  /**
   * Whether a payload is a classify run. A run in a workflow says what it is, or else shows it:
   * nothing else there has an output.
   *
   * @param payload the payload of an event, as far as it was read
   * @return false for what is about anything else
   */
  public static boolean isClassifyRun(JsonNode payload) {
    return payload.has("object")
        ? "classify_run".equals(payload.path("object").textValue())
        : payload.has("output");
  }

  /** By the SDK's {@code SignedDataUrlPayload}, or as the documentation shows it: data alone. */
  static boolean isSignedUrl(JsonNode payload) {
    return payload != null
        && ("signed_data_url".equals(payload.path("object").textValue())
            || (!payload.has("object") && payload.path("data").isTextual()));
  }
}
