package org.extendrouter.reminder;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * A ledger takes the open tickets that it lacks from the broker, once after each start: it may be
 * new, put back from an older backup, or one that another broker has filled. Else nobody would be
 * reminded of them.
 */
@Component
final class NewLedger {

  private static final Logger LOG = LoggerFactory.getLogger(NewLedger.class);

  /** So many are asked for, or written, at once. */
  private static final int BATCH = 500;

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
   * Does so, once after each start. What cannot be done now is done at the next call.
   *
   * @throws DataAccessException if the database does not answer
   * @throws JmsException if the broker does not answer
   */
  synchronized void fill() {
    if (done || watch.brokerGone().isPresent()) {
      return;
    }
    List<OpenedTicket> unknown = unknown();
    int added = 0;
    int from = 0;
    do {
      int to = Math.min(from + BATCH, unknown.size());
      added += ledger.fill(unknown.subList(from, to), clock.instant());
      from = to;
    } while (from < unknown.size());
    if (added > 0) {
      LOG.info("{} open tickets that the ledger lacked were taken into it from the broker", added);
    }
    done = true;
  }

  /** Those that are known, as after nearly each start all of them, are not kept in memory. */
  private List<OpenedTicket> unknown() {
    List<OpenedTicket> unknown = new ArrayList<>();
    Map<String, OpenedTicket> batch = new LinkedHashMap<>();
    tickets.readHeaders(
        (since, headers) -> {
          OpenedTicket ticket = ticket(since, headers);
          if (ticket.ticket() != null) {
            batch.put(ticket.ticket(), ticket);
          }
          if (batch.size() >= BATCH) {
            moveUnknown(batch, unknown);
          }
        });
    moveUnknown(batch, unknown);
    if (!unknown.isEmpty()) {
      Set<String> closed = taken.closedTickets();
      unknown.removeIf(ticket -> closed.contains(ticket.ticket()));
    }
    return unknown;
  }

  private void moveUnknown(Map<String, OpenedTicket> batch, List<OpenedTicket> unknown) {
    batch.keySet().retainAll(ledger.unknown(List.copyOf(batch.keySet())));
    unknown.addAll(batch.values());
    batch.clear();
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
