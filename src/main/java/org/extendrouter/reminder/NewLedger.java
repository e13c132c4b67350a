package org.extendrouter.reminder;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.extendrouter.decision.ReviewDecision;
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
 * A ledger that knew nothing when the router started, since its file was lost or put back empty,
 * takes the open tickets from the broker. Else nobody would be reminded of them.
 */
@Component
final class NewLedger {

  private static final Logger LOG = LoggerFactory.getLogger(NewLedger.class);

  private final TicketLedger ledger;
  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final QueueWatch watch;
  private final Instant started;
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
    this.started = clock.instant();
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
    if (!ledger.knowsAnyBefore(started)) {
      int added = ledger.add(open());
      if (added > 0) {
        LOG.warn(
            "the ledger was empty at the start: {} open tickets were taken into it from the broker",
            added);
      }
    }
    done = true;
  }

  private List<OpenedTicket> open() {
    List<OpenedTicket> open = new ArrayList<>();
    tickets.readHeaders((since, headers) -> open.add(ticket(since, headers)));
    Set<String> decided = new HashSet<>();
    for (ReviewDecision decision : taken.since(Instant.EPOCH)) {
      decided.add(decision.ticket());
    }
    open.removeIf(
        ticket ->
            ticket.ticket() == null
                || decided.contains(ticket.ticket())
                || !ticket.openedAt().toInstant().isBefore(started));
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
