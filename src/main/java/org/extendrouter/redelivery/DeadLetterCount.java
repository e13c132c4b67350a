package org.extendrouter.redelivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.extendrouter.commit.AfterCommit;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.MeterNames;
import org.springframework.stereotype.Component;

/** Counts what is given up, by the route that could not deliver it. */
@Component("extendDeadLetterCount")
public final class DeadLetterCount {

  /** Of a queue that no route consumes. */
  private static final String NO_ROUTE = "none";

  private final AfterCommit afterCommit;
  private final MeterRegistry registry;
  private final Counter withoutRoute;
  private final Map<String, Counter> byQueue = new ConcurrentHashMap<>();

  DeadLetterCount(AfterCommit afterCommit, MeterRegistry registry) {
    this.afterCommit = afterCommit;
    this.registry = registry;
    this.withoutRoute = counter(NO_ROUTE);
  }

  void consumes(String routeId, String queue) {
    byQueue.put(queue, counter(routeId));
  }

  /**
   * Counts a message that a route gives up, once that is committed.
   *
   * @param exchange of the message
   * @param queue the queue it failed at; may be null
   */
  public void add(Exchange exchange, @Header(HeaderNames.FAILED_AT) String queue) {
    afterCommit.run(exchange, () -> count(queue));
  }

  /**
   * Counts a message that was given up.
   *
   * @param queue the queue it failed at; may be null
   */
  public void count(String queue) {
    (queue == null ? withoutRoute : byQueue.getOrDefault(queue, withoutRoute)).increment();
  }

  private Counter counter(String routeId) {
    return Counter.builder("extend.dead.letters")
        .description("Messages that were given up")
        .tag(MeterNames.ROUTE, routeId)
        .register(registry);
  }
}
