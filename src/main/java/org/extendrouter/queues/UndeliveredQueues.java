package org.extendrouter.queues;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Queues of which the broker delivers nothing, although somebody takes from them: it may believe
 * that it has enough of them in memory, and read their pages no more.
 */
@Component
class UndeliveredQueues {

  private static final Logger LOG = LoggerFactory.getLogger(UndeliveredQueues.class);

  /** In between, a queue may look so for a moment. */
  private static final int LOOKS = 6;

  private static final String ADVICE =
      "the broker delivers none of them, and none waits for its next attempt: restart the broker, or the router if the broker is embedded";

  private volatile Map<String, Still> queues = Map.of();

  /**
   * Compares what the broker has with what it had at the last look.
   *
   * @param depths what is in the queues
   */
  void look(SortedMap<String, QueueDepth> depths) {
    Map<String, Still> found = new TreeMap<>();
    depths.forEach(
        (queue, depth) -> {
          if (depth.still() && depth.consumers() > 0) {
            Still before = queues.getOrDefault(queue, new Still(depth.messages(), 0));
            int looks = depth.messages() < before.messages() ? 1 : before.looks() + 1;
            found.put(queue, new Still(depth.messages(), looks));
            if (looks == LOOKS) {
              LOG.error("{} messages wait in {}: {}", depth.messages(), queue, ADVICE);
            }
          }
        });
    queues = found;
  }

  /**
   * Whether nothing of a queue is delivered.
   *
   * @param queue its name
   * @return what to do about it; null if all is well
   */
  String problem(String queue) {
    Still still = queues.get(queue);
    return still != null && still.looks() >= LOOKS ? ADVICE : null;
  }

  private record Still(long messages, int looks) {}
}
