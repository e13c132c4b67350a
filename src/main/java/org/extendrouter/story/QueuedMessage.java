package org.extendrouter.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A message in a queue.
 *
 * @param queue the queue
 * @param state whether it is ready, being worked on, or waits to be tried again
 * @param eventId the event it holds; null if it does not say
 * @param since when it was put there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record QueuedMessage(String queue, State state, String eventId, Instant since) {

  /** What a queue has of its messages. */
  enum State {
    /** Nobody has it yet. */
    READY,
    /** A route works on it. */
    IN_WORK,
    /** It failed, and waits for its next attempt. */
    WAITS_FOR_RETRY
  }
}
