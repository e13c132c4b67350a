package org.extendrouter.reminder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.ledger.WaitingTicket;
import org.extendrouter.log.LogFields;
import org.extendrouter.names.ReminderKind;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketProperties;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.review.ReviewProperties;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/**
 * Sends the mail of tickets again that have been open for too long, once in each way. The ledger
 * knows which those are. The broker has their events, of which no others are read.
 */
@Component("extendReminders")
public final class Reminders {

  private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);

  /** The broker reads its queue once for each page. */
  private static final int PAGE = 500;

  private final Map<ReminderKind, Duration> after = new EnumMap<>(ReminderKind.class);
  private final Duration keep;
  private final NewLedger newLedger;
  private final TicketLedger ledger;
  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final ReminderQueue queue;
  private final QueueWatch watch;
  private final Clock clock;
  private boolean ledgerFailed;

  Reminders(
      ReviewProperties review,
      OpenTicketProperties open,
      NewLedger newLedger,
      TicketLedger ledger,
      OpenTicketQueue tickets,
      TakenDecisions taken,
      ReminderQueue queue,
      QueueWatch watch,
      @RouterClock Clock clock) {
    if (review.remindAfter() != null) {
      after.put(ReminderKind.REMINDER, review.remindAfter());
    }
    if (review.escalateAfter() != null) {
      after.put(ReminderKind.ESCALATION, review.escalateAfter());
    }
    this.keep = open.keep();
    this.newLedger = newLedger;
    this.ledger = ledger;
    this.tickets = tickets;
    this.taken = taken;
    this.queue = queue;
    this.watch = watch;
    this.clock = clock;
  }

  /**
   * Looks for such tickets, and sends some hundreds of mails at the most. What cannot be done now
   * is done at the next look.
   */
  public synchronized void send() {
    if (after.isEmpty() || watch.brokerGone().isPresent()) {
      return;
    }
    try {
      newLedger.fill();
      after.forEach(this::send);
      ledgerFailed = false;
    } catch (DataAccessException e) {
      if (!ledgerFailed) {
        LOG.warn(
            "reminders of open tickets wait for the ledger's database, which does not answer; ledger in health says what to do: {}",
            SafeText.oneLine(NestedExceptionUtils.getMostSpecificCause(e).getMessage(), 300));
      }
      ledgerFailed = true;
    } catch (JmsException e) {
      LOG.debug("will be tried again", e);
    }
  }

  private void send(ReminderKind kind, Duration age) {
    Instant now = clock.instant();
    int sent = 0;
    WaitingTicket last = new WaitingTicket("", now.minus(keep).atOffset(ZoneOffset.UTC));
    List<WaitingTicket> page;
    do {
      page = ledger.waiting(kind, last, now.minus(age), PAGE);
      if (!page.isEmpty()) {
        sent += send(page, kind, now);
        last = page.get(page.size() - 1);
      }
    } while (page.size() == PAGE && sent < PAGE);
  }

  /**
   * One whose decision is not carried out yet gets no mail now, and is due if that is discarded.
   */
  private int send(List<WaitingTicket> page, ReminderKind kind, Instant now) {
    AtomicInteger sent = new AtomicInteger();
    tickets.read(
        page.stream().map(WaitingTicket::ticket).toList(),
        ticket -> {
          if (!taken.isBeingClosed(ticket.name())) {
            sent.incrementAndGet();
            send(ticket, kind, now);
          }
        });
    return sent.get();
  }

  private void send(OpenTicket ticket, ReminderKind kind, Instant now) {
    if (ledger.remind(ticket.name(), kind, now, () -> queue.send(ticket, kind))) {
      LogFields.about(
          null,
          ticket.runId(),
          () ->
              LOG.info(
                  "not decided yet ticket={} run={}, review mail will be sent again as {}",
                  ticket.name(),
                  ticket.runId(),
                  kind));
    }
  }
}
