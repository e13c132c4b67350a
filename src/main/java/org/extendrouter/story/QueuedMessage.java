package org.extendrouter.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A message in a queue, with what its headers tell. What they do not is null.
 *
 * @param queue the queue
 * @param state whether it is ready, being worked on, or waits to be tried again
 * @param eventId the event it holds; null if it does not say
 * @param since when it was put there, or began to wait for an earlier decision
 * @param decision what triage decided
 * @param type the type that the model saw, or a person has corrected it to
 * @param confidence how sure the model is
 * @param threshold the confidence that was asked for
 * @param receivedAt when the webhook was received
 * @param decidedAt when triage decided
 * @param ticket the name of the ticket
 * @param review what a person decided: confirm, correct or reject; before it is carried out
 *     pending, and withdrawn if it was taken back
 * @param waitsFor the earlier decision that a review in Extend waits for
 * @param attempts how often it was tried, if it waits to be tried again and this router knows
 * @param failure what the last of these attempts failed on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record QueuedMessage(
    String queue,
    State state,
    String eventId,
    Instant since,
    String decision,
    String type,
    String confidence,
    String threshold,
    String receivedAt,
    String decidedAt,
    String ticket,
    String review,
    String waitsFor,
    Integer attempts,
    String failure) {

  /** What a queue has of its messages. */
  enum State {
    /** Nobody has it yet. */
    READY,
    /** A route works on it. */
    IN_WORK,
    /** It failed or waits for an earlier decision, until its next attempt. */
    WAITS_FOR_RETRY
  }
}
