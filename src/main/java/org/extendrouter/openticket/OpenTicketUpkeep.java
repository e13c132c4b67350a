package org.extendrouter.openticket;

import java.time.Duration;
import java.time.Instant;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.retention.TrustedClock;
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
  private final SettledTickets closed;
  private final QueueWatch watch;
  private final Duration keep;
  private final TrustedClock clock;

  OpenTicketUpkeep(
      OpenTicketQueue tickets,
      SettledTickets closed,
      QueueWatch watch,
      OpenTicketProperties properties,
      TrustedClock clock) {
    this.tickets = tickets;
    this.closed = closed;
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
      tickets.removeBefore(QueueNames.DECIDED, before, (ticket, run) -> {});
    } catch (JmsException e) {
      LOG.debug("will be tried again", e);
    }
  }

  private void removeUndecided(Instant before) {
    UndecidedTickets gone = new UndecidedTickets();
    try {
      tickets.removeBefore(QueueNames.OPEN_TICKETS, before, gone::add);
    } finally {
      if (!gone.isEmpty()) {
        leaveOutDecided(gone);
        gone.lines(keep.toDays()).forEach(line -> LOG.warn("{}", line));
      }
    }
  }

  /** Those of a queue that is too large to take them out are still in it. */
  private void leaveOutDecided(UndecidedTickets gone) {
    try {
      gone.removeAll(closed.closedTickets());
    } catch (JmsException e) {
      LOG.debug("some that are told may be decided", e);
    }
  }
}
