package org.extendrouter.queues;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.health.Concern;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.QueueWatch.Sample;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The queues in the health page, as {@code queues}, in an application as {@code extendQueues}.
 * Depth is shown, not judged: messages that wait are safe, and an instance taken out of service for
 * them could not even receive. DOWN says that the broker does not answer.
 */
@Component("extendQueuesHealthIndicator")
class QueuesHealthIndicator implements HealthIndicator, Concern {

  private static final String DEAD_LETTERS =
      "messages given up: %s, they wait in %s: read their reasons at /actuator/deadletters, fix the causes, then replay or discard them";

  private final QueueWatch watch;
  private final UnconsumedQueues unconsumed;
  private final UndeliveredQueues undelivered;

  QueuesHealthIndicator(
      QueueWatch watch, UnconsumedQueues unconsumed, UndeliveredQueues undelivered) {
    this.watch = watch;
    this.unconsumed = unconsumed;
    this.undelivered = undelivered;
  }

  @Override
  public Health health() {
    Sample sample = watch.last();
    if (sample.gone() != null) {
      return Health.down().withDetail("reason", sample.gone()).build();
    }
    if (sample.notCounted() != null) {
      return Health.unknown().withDetail("reason", sample.notCounted()).build();
    }
    Map<String, Object> queues = new LinkedHashMap<>();
    sample.depths().forEach((name, depth) -> queues.put(name, describe(name, depth)));
    return Health.up().withDetails(queues).build();
  }

  @Override
  public List<String> toDo() {
    return watch.last().depths().entrySet().stream()
        .filter(queue -> queue.getValue().messages() > 0)
        .flatMap(queue -> toDo(queue.getKey(), queue.getValue().messages()))
        .toList();
  }

  private Stream<String> toDo(String queue, long messages) {
    if (queue.equals(QueueNames.DEAD_LETTERS)) {
      return Stream.of(DEAD_LETTERS.formatted(messages, queue));
    }
    return Stream.ofNullable(problem(queue))
        .map(problem -> "messages in %s: %s, %s".formatted(queue, messages, problem));
  }

  private Map<String, Object> describe(String name, QueueDepth depth) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("messages", depth.messages());
    description.put("oldestAgeSeconds", Math.round(watch.age(depth)));
    String problem = problem(name);
    if (problem != null) {
      description.put("problem", problem);
    }
    return description;
  }

  private String problem(String queue) {
    String problem = unconsumed.problem(queue);
    return problem == null ? undelivered.problem(queue) : problem;
  }
}
