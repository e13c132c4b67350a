package org.extendrouter.reminder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.extendrouter.connection.StoredBefore;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.ledger.WaitingType;
import org.extendrouter.openticket.OpenTicketProperties;
import org.extendrouter.schedule.RouterClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The tickets that are open in the ledger: the broker must have something of each. Its ticket and
 * what is told to the ledger are stored in one transaction, and the row is written after that, so
 * that the ledger is never ahead. Where a ticket is decided and the ledger has not heard of it, the
 * broker has the decision, which it keeps as long as a ticket can be decided. A ledger that several
 * routers share does not say whose a ticket is, and is not asked.
 */
@Component
final class OpenInLedger implements StoredBefore {

  private static final Logger LOG = LoggerFactory.getLogger(OpenInLedger.class);

  private static final int MOST_NAMED = 5;

  private final TicketLedger ledger;
  private final Duration keep;
  private final Clock clock;

  OpenInLedger(TicketLedger ledger, OpenTicketProperties open, @RouterClock Clock clock) {
    this.ledger = ledger;
    this.keep = open.keep();
    this.clock = clock;
  }

  @Override
  public Optional<String> known() {
    if (!ledger.isOfOneRouter()) {
      return Optional.empty();
    }
    Instant since = clock.instant().minus(keep);
    try {
      long open = ledger.count(since).stream().mapToLong(WaitingType::tickets).sum();
      return open == 0 ? Optional.empty() : Optional.of(words(open, since));
    } catch (DataAccessException e) {
      LOG.debug("the ledger tells by itself what is wrong", e);
      return Optional.empty();
    }
  }

  private String words(long open, Instant since) {
    String tickets = open == 1 ? "an open ticket" : open + " open tickets";
    List<String> runs = ledger.runs(since, MOST_NAMED);
    if (runs.isEmpty()) {
      return "the ledger has " + tickets;
    }
    String more = open > runs.size() ? " and %d more".formatted(open - runs.size()) : "";
    return "the ledger has %s (run %s%s)".formatted(tickets, String.join(", ", runs), more);
  }
}
