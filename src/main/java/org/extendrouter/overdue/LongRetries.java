package org.extendrouter.overdue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.extendrouter.destination.DestinationWatch;
import org.extendrouter.health.Concern;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.queues.Retries;
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
    Instant before = clock.instant().minus(LONG);
    return watch.retries().entrySet().stream()
        .filter(queue -> queue.getValue().messages() > 0)
        .filter(queue -> queue.getValue().oldest().isBefore(before))
        .filter(queue -> !destinations.isDown(queue.getKey()))
        .map(queue -> sentence(queue.getKey(), queue.getValue()))
        .toList();
  }

  private String sentence(String queue, Retries retries) {
    return "messages of %s that fail again and again: %d, the oldest waits since %s%s: %s"
        .formatted(
            queue,
            retries.messages(),
            retries.oldest().truncatedTo(ChronoUnit.SECONDS),
            attempts
                .of(retries.oldestId())
                .map(last -> ", attempt %d failed on %s".formatted(last.attempt(), last.reason()))
                .orElse(""),
            ADVICE);
  }
}
