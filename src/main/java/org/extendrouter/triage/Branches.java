package org.extendrouter.triage;

/** The branches there are: each is a queue that a route consumes. */
@FunctionalInterface
public interface Branches {

  /**
   * Whether accepted runs of a branch are delivered.
   *
   * @param branch the branch's name
   * @return true if a route consumes its queue
   */
  boolean areDelivered(String branch);
}
