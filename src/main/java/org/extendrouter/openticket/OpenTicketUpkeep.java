package org.extendrouter.openticket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets tickets that nobody has decided about for too long, and decisions of long ago. */
@Component
class OpenTicketUpkeep {

  private static final Logger LOG = LoggerFactory.getLogger(OpenTicketUpkeep.class);

  private final OpenTicketQueue tickets;
  private final QueueWatch watch;
  private final Duration keep;
  private final Clock clock;

  OpenTicketUpkeep(
      OpenTicketQueue tickets,
      QueueWatch watch,
      OpenTicketProperties properties,
      @RouterClock Clock clock) {
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
    Instant before = clock.instant().minus(keep);
    try {
      long open = tickets.removeBefore(QueueNames.OPEN_TICKETS, before);
      if (open > 0) {
        LOG.info(
            "{} tickets were not decided within {} days and cannot be decided any more",
            open,
            keep.toDays());
      }
      tickets.removeBefore(QueueNames.DECIDED, before);
    } catch (JmsException e) {
      LOG.debug("will be tried again", e);
    }
  }
}
