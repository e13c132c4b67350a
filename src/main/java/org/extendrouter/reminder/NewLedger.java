package org.extendrouter.reminder;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.ledger.OpenedTicket;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.RunIds;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
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

  /** So many take more than seconds. */
  private static final int MANY = 5000;

  private final TicketLedger ledger;
  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final QueueWatch watch;
  private final Clock clock;

  /** The runs of tickets that the ledger has as closed, and the broker as open, by ticket. */
  private final Map<String, String> closed = new LinkedHashMap<>();

  private final Lock filling = new ReentrantLock();

  private volatile boolean done;

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
   * Whether the ledger has them all.
   *
   * @return false if it may lack some
   */
  boolean isDone() {
    return done;
  }

  /**
   * Does so, once after each start, and waits for another that does. What the database refuses is
   * told and left out; what cannot be done now is done at the next call.
   *
   * @throws DataAccessException if the database does not answer
   * @throws JmsException if the broker does not answer
   */
  void fill() {
    filling.lock();
    fillLocked();
  }

  /**
   * Does so as {@link #fill}, and leaves it to another that does so for long.
   *
   * @throws DataAccessException if the database does not answer
   * @throws JmsException if the broker does not answer
   */
  void fillUnlessUnderWay() {
    try {
      if (filling.tryLock(1, TimeUnit.SECONDS)) {
        fillLocked();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fillLocked() {
    try {
      if (!done && watch.brokerGone().isEmpty()) {
        fillOnce();
      }
    } finally {
      filling.unlock();
    }
  }

  private void fillOnce() {
    List<OpenedTicket> unknown = unknown();
    if (unknown.size() >= MANY) {
      LOG.info(
          "taking {} open tickets that the ledger lacks into it from the broker, which takes a while; reminders wait for that",
          unknown.size());
    }
    int added = 0;
    int from = 0;
    Refused refused = new Refused();
    do {
      int to = Math.min(from + BATCH, unknown.size());
      added += write(unknown.subList(from, to), refused);
      from = to;
    } while (from < unknown.size());
    if (added > 0) {
      LOG.info("{} open tickets that the ledger lacked were taken into it from the broker", added);
    }
    refused.tell();
    tellOpenAgain();
    done = true;
  }

  /** The broker knows each decision longer than the ledger, unless it lost what came last. */
  private void tellOpenAgain() {
    if (!closed.isEmpty()) {
      closed.keySet().removeAll(taken.closedTickets());
    }
    if (!closed.isEmpty()) {
      LOG.warn(
          "{} tickets are decided in the ledger and open in the broker, as if its files came from an older backup: look at each run's reviews, and decide the same again, of the runs {}",
          closed.size(),
          SafeText.oneLine(String.join(", ", closed.values()), 1000));
    }
    closed.clear();
  }

  /** One that does not fit must not keep the others out. */
  private int write(List<OpenedTicket> batch, Refused refused) {
    try {
      return ledger.fill(batch, clock.instant());
    } catch (DataIntegrityViolationException oneOfThem) {
      return batch.stream().mapToInt(ticket -> write(ticket, refused)).sum();
    }
  }

  private int write(OpenedTicket ticket, Refused refused) {
    try {
      return ledger.fill(List.of(ticket), clock.instant());
    } catch (DataIntegrityViolationException e) {
      refused.add(ticket, e);
      return 0;
    }
  }

  /** Those that are known, as after nearly each start all of them, are not kept in memory. */
  private List<OpenedTicket> unknown() {
    List<OpenedTicket> unknown = new ArrayList<>();
    closed.clear();
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
          return true;
        });
    moveUnknown(batch, unknown);
    if (!unknown.isEmpty()) {
      Set<String> closed = taken.closedTickets();
      unknown.removeIf(ticket -> closed.contains(ticket.ticket()));
    }
    return unknown;
  }

  private void moveUnknown(Map<String, OpenedTicket> batch, List<OpenedTicket> unknown) {
    List<String> names = List.copyOf(batch.keySet());
    ledger
        .closed(names)
        .forEach(
            name ->
                closed.put(
                    name, Objects.requireNonNullElse(batch.get(name).runId(), RunIds.UNKNOWN)));
    batch.keySet().retainAll(ledger.unknown(names));
    unknown.addAll(batch.values());
    batch.clear();
  }

  private static OpenedTicket ticket(Instant since, Map<String, String> headers) {
    return new OpenedTicket(
        headers.get(HeaderNames.TICKET),
        headers.get(HeaderNames.RUN_ID),
        headers.getOrDefault(HeaderNames.MODEL_TYPE, headers.get(HeaderNames.TYPE)),
        headers.get(HeaderNames.BRANCH),
        openedAt(headers.get(HeaderNames.RECEIVED_AT), since.atOffset(ZoneOffset.UTC)));
  }

  private static OffsetDateTime openedAt(String receivedAt, OffsetDateTime otherwise) {
    try {
      return receivedAt == null ? otherwise : OffsetDateTime.parse(receivedAt);
    } catch (DateTimeException notATime) {
      return otherwise;
    }
  }

  /** What the database refuses. */
  private static final class Refused {

    private static final int MOST_NAMED = 10;

    private final List<String> tickets = new ArrayList<>();
    private Exception last;

    void add(OpenedTicket ticket, Exception failure) {
      tickets.add(ticket.ticket());
      last = failure;
    }

    void tell() {
      if (tickets.isEmpty()) {
        return;
      }
      String named = String.join(", ", tickets.subList(0, Math.min(MOST_NAMED, tickets.size())));
      LOG.warn(
          "the ledger refuses open tickets, and nobody will be reminded of them: decide about them, {} in all: {}; the database says: {}",
          tickets.size(),
          SafeText.oneLine(named, 1000),
          SafeText.oneLine(NestedExceptionUtils.getMostSpecificCause(last).getMessage(), 300));
    }
  }
}
