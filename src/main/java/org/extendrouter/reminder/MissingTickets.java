package org.extendrouter.reminder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.health.Concern;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.openticket.OpenTicketProperties;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tickets that the ledger has open, and of which the broker has neither the ticket nor a decision:
 * it has lost its store, has an older one, or another has come in its place. The ledger is never
 * ahead of the broker, and hears of a decision after the broker has stored that, so that neither
 * one that lags nor one that was put back from an older backup looks like this. Routers with an
 * embedded broker each may share a ledger, which does not say whose a ticket is, and is not asked.
 */
@Component
final class MissingTickets implements Concern {

  private static final Logger LOG = LoggerFactory.getLogger(MissingTickets.class);

  /** So many of the oldest are looked for. */
  private static final int MOST = 1000;

  /** A browser may not see a message for a moment. */
  private static final int LOOKS = 6;

  /**
   * Older tickets are not looked for: those that ran out undecided are open in the ledger for good,
   * and a longer time to keep them would have them missed.
   */
  private static final Duration NEW = Duration.ofDays(7);

  private static final int MOST_NAMED = 5;

  private static final int LENGTH = 500;

  private static final String MISSING =
      "the broker has nothing of %d runs whose tickets are open in the ledger (%s), %s; of tickets that somebody took out of %s, delete the runs from the ledger";

  private static final String EXTERNAL =
      "as if it had lost its store: what waited there is gone. Put its store back, or have the events of these runs sent again; if another broker's routers write into this ledger, give them a schema of their own";

  private static final String EMBEDDED =
      "as if its files were lost, or came from an older backup: what was stored there since is gone. Have the events of these runs sent again";

  private final TicketLedger ledger;
  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final QueueWatch watch;
  private final Duration age;
  private final Clock clock;
  private final boolean embedded;
  private final Set<String> decided = new HashSet<>();

  /** How many looks in a row have missed a run. */
  private Map<String, Integer> missed = Map.of();

  private volatile List<String> told = List.of();

  /** Until then the number of tickets says nothing: others than those that are missed may count. */
  private boolean looked;

  MissingTickets(
      TicketLedger ledger,
      OpenTicketQueue tickets,
      TakenDecisions taken,
      QueueWatch watch,
      OpenTicketProperties open,
      @RouterClock Clock clock,
      @Value("${extend.broker.embedded:true}") boolean embedded) {
    this.ledger = ledger;
    this.tickets = tickets;
    this.taken = taken;
    this.watch = watch;
    this.age = open.keep().compareTo(NEW) < 0 ? open.keep() : NEW;
    this.clock = clock;
    this.embedded = embedded;
  }

  @Override
  public List<String> toDo() {
    List<String> runs = told;
    return runs.isEmpty() ? List.of() : List.of(problem(runs));
  }

  /** Looks whether the broker has what the ledger knows to be open. */
  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  synchronized void look() {
    double waiting = watch.messages(QueueNames.OPEN_TICKETS);
    if (Double.isNaN(waiting) || (embedded && !ledger.isOfOneRouter())) {
      return;
    }
    try {
      // First the ledger, then the tickets, then the decisions: the way that each of them goes.
      Instant since = clock.instant().minus(age);
      List<String> open = new ArrayList<>(ledger.runs(since, MOST));
      decided.retainAll(open);
      open.removeAll(decided);
      boolean enough = looked && missed.isEmpty() && waiting >= open.size();
      miss(open.isEmpty() || enough ? Set.of() : missing(open, since));
      looked = true;
    } catch (DataAccessException | JmsException e) {
      LOG.debug("will be tried again", e);
    }
  }

  private Set<String> missing(List<String> open, Instant since) {
    Set<String> missing = new LinkedHashSet<>(open);
    tickets.readHeaders(
        (ticketSince, headers) -> {
          missing.remove(headers.get(HeaderNames.RUN_ID));
          return !missing.isEmpty();
        });
    if (!missing.isEmpty()) {
      taken.since(since).stream()
          .map(ReviewDecision::runId)
          .filter(missing::remove)
          .forEach(decided::add);
    }
    return missing;
  }

  private void miss(Set<String> runs) {
    Map<String, Integer> looks = new LinkedHashMap<>();
    runs.forEach(run -> looks.put(run, missed.getOrDefault(run, 0) + 1));
    missed = looks;
    List<String> before = told;
    told = looks.keySet().stream().filter(run -> looks.get(run) >= LOOKS).toList();
    if (before.isEmpty() && !told.isEmpty()) {
      LOG.error("{}", problem(told));
    } else if (!before.isEmpty() && told.isEmpty()) {
      LOG.info("the open tickets that the broker had nothing of are there again, or settled");
    }
  }

  private String problem(List<String> runs) {
    int more = runs.size() - MOST_NAMED;
    String named = String.join(", ", more > 0 ? runs.subList(0, MOST_NAMED) : runs);
    return MISSING.formatted(
        runs.size(),
        SafeText.oneLine(named, LENGTH) + (more > 0 ? " and %d more".formatted(more) : ""),
        embedded ? EMBEDDED : EXTERNAL,
        QueueNames.OPEN_TICKETS);
  }
}
