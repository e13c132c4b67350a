package org.extendrouter.embedded;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has queues offer their messages again after a while. A message that no consumer could take when
 * it was offered is else passed over until another one comes to the queue, or a consumer.
 */
public final class LaterDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(LaterDelivery.class);

  private final Duration pause;
  private final Set<Queue> waiting = ConcurrentHashMap.newKeySet();

  /**
   * For all queues of a broker.
   *
   * @param pause until they offer again
   */
  public LaterDelivery(Duration pause) {
    this.pause = pause;
  }

  /**
   * Has a queue offer all its messages again after the pause.
   *
   * @param queue one of the broker's
   * @param cause why it could not deliver one
   */
  public void offer(Queue queue, Exception cause) {
    if (waiting.add(queue)) {
      LOG.warn(
          "a message of {} cannot be read, which is tried again in {} s: {}; if that lasts, check the disk, and if too many files are open, raise their number (ulimit -n)",
          queue.getName(),
          pause.toSeconds(),
          cause.getMessage());
      CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> offer(queue));
    }
  }

  private void offer(Queue queue) {
    waiting.remove(queue);
    queue.resetAllIterators();
    queue.deliverAsync();
  }
}
