package org.extendrouter.taking;

import org.extendrouter.names.QueueNames;

/**
 * Which queues are the router's to count and to replay to: all of an embedded broker, and on a
 * broker that others use too, those below {@code extend.}
 *
 * @param all whether the broker is the router's own
 */
public record RouterQueues(boolean all) {

  /**
   * Whether a queue holds work of the router.
   *
   * @param queue its name
   * @return true for work queues; false for those of dead letters, of the broker and of others
   */
  public boolean isWork(String queue) {
    return isCounted(queue) && !queue.equals(QueueNames.DEAD_LETTERS);
  }

  /**
   * Whether a queue is counted.
   *
   * @param queue its name
   * @return true for work queues and dead letters
   */
  public boolean isCounted(String queue) {
    return (all ? !queue.startsWith("activemq.") : queue.startsWith(QueueNames.PREFIX))
        && !queue.equals(QueueNames.REASONS);
  }

  /**
   * What the names have in common.
   *
   * @return their beginning, which may be empty
   */
  public String part() {
    return all ? "" : QueueNames.PREFIX;
  }
}
