package org.extendrouter.carryout;

import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.openticket.OpenTicket;

/**
 * A decision that is to be carried out.
 *
 * @param decision the decision
 * @param ticket the ticket that it is about
 * @param branch where the run goes; null if it is filed
 * @param readable whether the event is JSON that the decision can be put into
 * @param recorded whether it can be looked up as one that was carried out; for routes
 */
public record DecidedRun(
    ReviewDecision decision, OpenTicket ticket, String branch, boolean readable, boolean recorded) {

  /**
   * Whether the run is delivered; for routes: {@code ${variable.review.delivered}}.
   *
   * @return false if it is filed
   */
  public boolean isDelivered() {
    return branch != null;
  }
}
