package org.extendrouter.overdue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.extendrouter.destination.DestinationWatch;
import org.extendrouter.health.Concern;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.retries.Retries;
import org.extendrouter.schedule.RouterClock;
import org.springframework.stereotype.Component;

/**
 * Queues with messages that have failed for long, and are too few for a destination to be taken for
 * down.
 */
@Component
final class LongRetries implements Concern {

  /** What passes by itself has passed by then. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final String ADVICE =
      "fix what fails, and they are delivered at their next attempt; the log has each attempt, after the last they are dead letters";

  private final QueueWatch watch;
  private final DestinationWatch destinations;
  private final FailedAttempts attempts;
  private final Clock clock;

  LongRetries(
      QueueWatch watch,
      DestinationWatch destinations,
      FailedAttempts attempts,
      @RouterClock Clock clock) {
    this.watch = watch;
    this.destinations = destinations;
    this.attempts = attempts;
    this.clock = clock;
  }

  @Override
  public List<String> toDo() {
    return watch.retries().entrySet().stream()
        .filter(queue -> !destinations.isDown(queue.getKey()))
        .flatMap(queue -> sentence(queue.getKey(), queue.getValue()).stream())
        .toList();
  }

  private Optional<String> sentence(String queue, Retries retries) {
    Map<String, Instant> failing = failing(queue, retries);
    return failing.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .map(oldest -> sentence(queue, failing.size() + retries.unlisted(), oldest));
  }

  /** Those that have failed for long, with when they were put in the queue. */
  private Map<String, Instant> failing(String queue, Retries retries) {
    Instant before = clock.instant().minus(LONG);
    Map<String, Instant> failing = new HashMap<>();
    retries.messages().stream()
        .filter(
            message ->
                attempts
                    .of(message.id())
                    .map(failure -> failure.lasted(LONG))
                    .orElse(message.waits() && message.put().isBefore(before)))
        .forEach(message -> failing.put(message.id(), message.put()));
    attempts
        .lately(queue)
        .forEach(
            (messageId, failure) -> {
              if (failure.lasted(LONG)) {
                failing.put(messageId, failure.put());
              }
            });
    return failing;
  }

  private String sentence(String queue, long messages, Map.Entry<String, Instant> oldest) {
    return "messages of %s that fail again and again: %d, the oldest waits since %s%s: %s"
        .formatted(
            queue,
            messages,
            oldest.getValue().truncatedTo(ChronoUnit.SECONDS),
            attempts
                .of(oldest.getKey())
                .map(last -> ", attempt %d failed on %s".formatted(last.attempt(), last.reason()))
                .orElse(""),
            ADVICE);
  }
}
