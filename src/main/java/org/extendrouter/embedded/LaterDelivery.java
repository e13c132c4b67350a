package org.extendrouter.embedded;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.Queue;

/**
 * Has queues offer their messages again after a while. A message that no consumer could take when
 * it was offered is else passed over until another one comes to the queue, or a consumer.
 */
public final class LaterDelivery {

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
   */
  public void offer(Queue queue) {
    if (waiting.add(queue)) {
      CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> offerNow(queue));
    }
  }

  private void offerNow(Queue queue) {
    waiting.remove(queue);
    queue.resetAllIterators();
    queue.deliverAsync();
  }
}
