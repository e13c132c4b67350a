package org.extendrouter.queues;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.extendrouter.names.QueueNames;
import org.extendrouter.taking.ConsumedQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Queues with messages that no route takes, as of a type that was removed or of a route that is
 * stopped: nothing else would ever tell of them. Another instance may have a route that this one
 * does not.
 */
@Component
class UnconsumedQueues {

  private static final Logger LOG = LoggerFactory.getLogger(UnconsumedQueues.class);

  private static final String ADVICE =
      "no route takes them; put back the file in routes/types/ with a route from jms:%s, and restart";

  private static final String STOPPED =
      "no route takes them, since %s is stopped; start it, or remove autoStartup: false from it and restart";

  private final ObjectProvider<CamelContext> context;
  private final ConsumedQueues consumed;
  private final MultiGauge messages;

  private volatile Map<String, Waiting> unconsumed = Map.of();

  private record Waiting(long messages, String advice) {}

  /** Does not ask for the context yet, see {@link ConsumedQueues}. */
  UnconsumedQueues(
      ObjectProvider<CamelContext> context, ConsumedQueues consumed, MeterRegistry registry) {
    this.context = context;
    this.consumed = consumed;
    this.messages =
        MultiGauge.builder("extend.queue.unconsumed")
            .description("What is in a queue that no route takes messages from; 0 if one does")
            .baseUnit("messages")
            .register(registry);
  }

  /**
   * Compares what the broker has with the routes.
   *
   * @param depths what is in the queues
   */
  void look(SortedMap<String, QueueDepth> depths) {
    if (!context.getObject().isStarted()) {
      return;
    }
    Set<String> taken = consumed.names();
    Map<String, Waiting> found = new TreeMap<>();
    depths.forEach(
        (queue, depth) -> {
          if (depth.messages() > 0
              && depth.consumers() == 0
              && !queue.startsWith(QueueNames.DEAD_LETTERS)
              && !QueueNames.BROWSED.contains(queue)) {
            List<String> stopped = consumed.stopped(queue);
            if (!stopped.isEmpty()) {
              found.put(
                  queue,
                  new Waiting(depth.messages(), STOPPED.formatted(String.join(", ", stopped))));
            } else if (!taken.contains(queue)) {
              found.put(queue, new Waiting(depth.messages(), ADVICE.formatted(queue)));
            }
          }
        });
    found.forEach(
        (queue, waiting) -> {
          if (!unconsumed.containsKey(queue)) {
            LOG.error("{} messages wait in {}: {}", waiting.messages(), queue, waiting.advice());
          }
        });
    unconsumed = found;
  }

  /**
   * Has a gauge for each queue. It stays: one that is made anew while metrics are read is there
   * twice, and Prometheus gets none at all.
   *
   * @param names the queues
   */
  void register(Collection<String> names) {
    messages.register(QueueWatch.rows(names, this::messages));
  }

  /**
   * Whether nothing takes what waits in a queue.
   *
   * @param queue its name
   * @return what to do about it; null if all is well
   */
  String problem(String queue) {
    Waiting waiting = unconsumed.get(queue);
    return waiting == null ? null : waiting.advice();
  }

  private double messages(String queue) {
    Waiting waiting = unconsumed.get(queue);
    return waiting == null ? 0 : waiting.messages();
  }
}
