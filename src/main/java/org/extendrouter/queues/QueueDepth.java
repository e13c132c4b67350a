package org.extendrouter.queues;

import java.time.Instant;
import org.extendrouter.retries.Retries;

/**
 * How much waits in a queue.
 *
 * @param messages all that are in it: ready, being worked on, or waiting to be tried again
 * @param oldest when the oldest of them was put there; null if it is empty
 * @param consumers how many take messages from it, at all instances
 * @param still whether there are some, and none is ready, being worked on or waiting to be tried
 *     again
 * @param retries what waits to be tried again or is being worked on
 */
record QueueDepth(long messages, Instant oldest, int consumers, boolean still, Retries retries) {

  static final QueueDepth EMPTY = new QueueDepth(0, null, 0, false, Retries.NONE);
}
