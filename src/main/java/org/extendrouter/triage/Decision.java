package org.extendrouter.triage;

import java.math.BigDecimal;

/**
 * What triage says of a run.
 *
 * @param branch the branch that takes runs of this type, or would if there were a route; null if
 *     the run has no type, or one that cannot stand in the name of a queue
 * @param threshold the lowest confidence that is accepted for the branch
 * @param reason why a person must look; null if the run can be trusted
 */
public record Decision(String branch, BigDecimal threshold, Reason reason) {

  /**
   * Whether the run can be trusted.
   *
   * @return true if its branch may take it
   */
  public boolean accepted() {
    return reason == null;
  }

  /**
   * The decision in one word, for headers, logs and counters.
   *
   * @return {@code ACCEPTED}, or the reason's name
   */
  public String outcome() {
    return accepted() ? "ACCEPTED" : reason.name();
  }
}
