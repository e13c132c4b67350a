package org.extendrouter.carryout;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.decision.HiddenDecisions;
import org.extendrouter.health.Concern;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.queues.ManagementRefusedException;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The reviews in Extend that have waited for long, at whatever router they were looked at. Asked of
 * the broker now and then, so that health waits for nothing.
 */
@Component
class WaitingReviews implements Concern {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingReviews.class);

  private static final int MOST_TOLD = 10;
  private static final int LONGEST = 300;

  private final HiddenDecisions decisions;
  private final QueueWatch watch;
  private final ReviewPatience patience;

  private volatile List<Waiting> last = List.of();

  WaitingReviews(HiddenDecisions decisions, QueueWatch watch, ReviewPatience patience) {
    this.decisions = decisions;
    this.watch = watch;
    this.patience = patience;
  }

  private record Waiting(String eventId, String runId, String earlier, Instant since) {

    static Optional<Waiting> of(JsonNode message) {
      try {
        return Optional.of(
            new Waiting(
                text(message, HeaderNames.EVENT_ID),
                text(message, HeaderNames.RUN_ID),
                text(message, HeaderNames.WAITS_FOR),
                Instant.parse(text(message, HeaderNames.WAITS_SINCE))));
      } catch (DateTimeException doesNotWait) {
        return Optional.empty();
      }
    }

    private static String text(JsonNode message, String header) {
      return SafeText.oneLine(message.path(header).asText(), LONGEST);
    }

    String sentence() {
      return "the review in Extend %s of the run %s has waited since %s for an earlier decision that is not carried out (%s): look at /actuator/runs/%s, fix what fails there, then replay or discard the dead letter of that decision"
          .formatted(eventId, runId, since, earlier, runId);
    }
  }

  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  void look() {
    if (watch.brokerGone().isPresent()) {
      return;
    }
    try {
      last =
          decisions.all().stream()
              .flatMap(List::stream)
              .flatMap(message -> Waiting.of(message).stream())
              .filter(waiting -> patience.isLong(waiting.since()))
              .sorted(Comparator.comparing(Waiting::since))
              .toList();
    } catch (ManagementRefusedException | JmsException e) {
      LOG.debug("will be tried again", e);
      last = List.of();
    }
  }

  @Override
  public List<String> toDo() {
    List<Waiting> all = last;
    Stream<String> more =
        all.size() > MOST_TOLD
            ? Stream.of(
                "further reviews in Extend that have waited for long: %d, likewise"
                    .formatted(all.size() - MOST_TOLD))
            : Stream.empty();
    return Stream.concat(all.stream().limit(MOST_TOLD).map(Waiting::sentence), more).toList();
  }
}
