package org.extendrouter.overdue;

import java.time.Duration;
import java.time.Instant;

/**
 * What the last attempt to deliver a message failed on.
 *
 * @param attempt which attempt that was, counted from 1
 * @param reason why it failed, on one line
 * @param queue where the message was taken from
 * @param put when it was put there
 * @param since when its first attempt failed; when it was put there if that is not known
 * @param at when the last attempt failed
 * @param over whether it is not there any more: delivered at a later attempt, or given up
 */
public record LastFailure(
    int attempt,
    String reason,
    String queue,
    Instant put,
    Instant since,
    Instant at,
    boolean over) {

  /** Whether it has failed for so long, and thus twice at least. */
  boolean lasted(Duration time) {
    return !over && Duration.between(since, at).compareTo(time) >= 0;
  }

  LastFailure asOver() {
    return new LastFailure(attempt, reason, queue, put, since, at, true);
  }
}
