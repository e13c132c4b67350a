package org.extendrouter.desk;

import org.extendrouter.decision.ReviewDecision;

/**
 * What became of a decision.
 *
 * @param outcome whether it was taken
 * @param first the decision in force; null if there is none
 * @param words for people: what happened and what follows, a sentence or two
 */
public record Answer(Outcome outcome, ReviewDecision first, String words) {

  /** Whether a decision was taken. */
  public enum Outcome {
    /** It is stored, and is the one that counts. */
    TAKEN,
    /** It was stored before, by this person or another. */
    SAME,
    /** Another decision was first. */
    REFUSED,
    /** There is no such open ticket. */
    UNKNOWN,
    /** It cannot be decided about this run. */
    NOT_POSSIBLE
  }

  /**
   * Whether the decision is in force.
   *
   * @return true for what was taken, now or before
   */
  public boolean isInForce() {
    return outcome == Outcome.TAKEN || outcome == Outcome.SAME;
  }
}
