package org.extendrouter.openticket;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.retention.TrustedClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets tickets that nobody has decided about for too long, and decisions of long ago. */
@Component
class OpenTicketUpkeep {

  private static final Logger LOG = LoggerFactory.getLogger(OpenTicketUpkeep.class);

  private static final int LONGEST = 2000;

  private final OpenTicketQueue tickets;
  private final QueueWatch watch;
  private final Duration keep;
  private final TrustedClock clock;

  OpenTicketUpkeep(
      OpenTicketQueue tickets,
      QueueWatch watch,
      OpenTicketProperties properties,
      TrustedClock clock) {
    this.tickets = tickets;
    this.watch = watch;
    this.keep = properties.keep();
    this.clock = clock;
  }

  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedDelayString = "PT1H")
  void removeOld() {
    if (watch.brokerGone().isPresent()) {
      return;
    }
    Instant before = clock.before(keep);
    try {
      removeUndecided(before);
      tickets.removeBefore(QueueNames.DECIDED, before, run -> {});
    } catch (JmsException e) {
      LOG.debug("will be tried again", e);
    }
  }

  private void removeUndecided(Instant before) {
    List<String> runs = new ArrayList<>();
    try {
      tickets.removeBefore(QueueNames.OPEN_TICKETS, before, runs::add);
    } finally {
      if (!runs.isEmpty()) {
        LOG.warn(
            "{} tickets were not decided within {} days and cannot be decided any more, of the runs {}",
            runs.size(),
            keep.toDays(),
            SafeText.oneLine(String.join(", ", runs), LONGEST));
      }
    }
  }
}
