package org.extendrouter.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * One webhook event.
 *
 * @param eventId Extend's id of the event, the same each time it is delivered; null if it has none
 * @param eventType the type as Extend spells it, known or not
 * @param payload what the event is about, as it came, unknown fields included
 * @param run the payload as a classify run; null if the event is about anything else
 */
@JsonDeserialize(using = WebhookEventDeserializer.class)
public record WebhookEvent(String eventId, String eventType, JsonNode payload, ClassifyRun run) {

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
   * @return the kind of its type
   */
  public EventType.Kind kind() {
    return type().kind();
  }
}
