package org.extendrouter.reminder;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.ledger.OpenedTicket;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.schedule.RouterClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/**
 * A ledger that is new, since its file was lost or put back empty, takes the open tickets from the
 * broker. Else nobody would be reminded of them. It is new until it has done so: rows tell nothing,
 * since what waited in queues while it was lost is written into it at once.
 */
@Component
final class NewLedger {

  private static final Logger LOG = LoggerFactory.getLogger(NewLedger.class);

  private final TicketLedger ledger;
  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final QueueWatch watch;
  private final Clock clock;
  private boolean done;

  NewLedger(
      TicketLedger ledger,
      OpenTicketQueue tickets,
      TakenDecisions taken,
      QueueWatch watch,
      @RouterClock Clock clock) {
    this.ledger = ledger;
    this.tickets = tickets;
    this.taken = taken;
    this.watch = watch;
    this.clock = clock;
  }

  /**
   * Does so, once. What cannot be done now is done at the next call.
   *
   * @throws DataAccessException if the database does not answer
   * @throws JmsException if the broker does not answer
   */
  synchronized void fill() {
    if (done || watch.brokerGone().isPresent()) {
      return;
    }
    if (!ledger.isFilled()) {
      int added = ledger.fill(open(), clock.instant());
      if (added > 0) {
        LOG.info("the ledger is new: {} open tickets were taken into it from the broker", added);
      }
    }
    done = true;
  }

  private List<OpenedTicket> open() {
    List<OpenedTicket> open = new ArrayList<>();
    tickets.readHeaders((since, headers) -> open.add(ticket(since, headers)));
    Set<String> closed = taken.closedTickets();
    open.removeIf(ticket -> ticket.ticket() == null || closed.contains(ticket.ticket()));
    return open;
  }

  private static OpenedTicket ticket(Instant since, Map<String, String> headers) {
    String receivedAt = headers.get(HeaderNames.RECEIVED_AT);
    return new OpenedTicket(
        headers.get(HeaderNames.TICKET),
        headers.get(HeaderNames.RUN_ID),
        headers.getOrDefault(HeaderNames.MODEL_TYPE, headers.get(HeaderNames.TYPE)),
        headers.get(HeaderNames.BRANCH),
        receivedAt == null ? since.atOffset(ZoneOffset.UTC) : OffsetDateTime.parse(receivedAt));
  }
}
