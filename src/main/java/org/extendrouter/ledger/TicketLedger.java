package org.extendrouter.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.extendrouter.database.LedgerDatabase;
import org.extendrouter.names.ReminderKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which tickets are open, and of which people were reminded. Every method throws a {@link
 * org.springframework.dao.DataAccessException} if the database does not answer.
 */
@Component
public final class TicketLedger {

  /** What is decided of runs that go to nobody. */
  public static final List<String> WITHOUT_TICKET = List.of("ACCEPTED", "REVIEWED_LIKEWISE");

  private static final String INSERT =
      "INSERT INTO extend_ticket (ticket, run_id, type, branch, opened_at, closed_at)"
          + " VALUES (:ticket, :runId, :type, :branch, :openedAt, :closedAt)";

  /** In pages, the oldest first. */
  private static final String WAITING =
      "SELECT ticket, opened_at FROM extend_ticket"
          + " WHERE closed_at IS NULL AND %s IS NULL"
          + " AND opened_at >= :since AND opened_at < :before"
          + " AND (opened_at > :since OR ticket > :after)"
          + " ORDER BY opened_at, ticket LIMIT :limit";

  private static final String MARK =
      "UPDATE extend_ticket SET %1$s = :at"
          + " WHERE ticket = :ticket AND closed_at IS NULL AND %1$s IS NULL";

  private static final String COUNT =
      "SELECT type, branch, COUNT(*) AS tickets, MIN(opened_at) AS oldest FROM extend_ticket"
          + " WHERE closed_at IS NULL AND opened_at >= :since GROUP BY type, branch";

  private static final String RUNS =
      "SELECT run_id FROM extend_ticket WHERE closed_at IS NULL AND opened_at >= :since"
          + " AND run_id IS NOT NULL ORDER BY opened_at, ticket LIMIT :limit";

  private final LedgerDatabase database;

  TicketLedger(LedgerDatabase database) {
    this.database = database;
  }

  /** A run that went to review has a ticket, whatever of it is told first. */
  static void open(JdbcClient jdbc, RunEntry run) {
    if (run.ticket() == null || WITHOUT_TICKET.contains(run.decision())) {
      return;
    }
    if (run.deliveredAt() == null) {
      // It was sent again, and is open anew.
      jdbc.sql("DELETE FROM extend_deleted WHERE ticket = :ticket")
          .param("ticket", run.ticket())
          .update();
    }
    if (!isKnown(jdbc, run.ticket())) {
      insert(
          jdbc,
          new OpenedTicket(run.ticket(), run.runId(), run.type(), run.branch(), run.receivedAt()),
          run.deliveredAt());
    }
  }

  /** The name of what is open stays, since the next start would take it for a lost one. */
  static void delete(JdbcClient jdbc, String runId) {
    jdbc.sql(
            "INSERT INTO extend_deleted (ticket, opened_at) SELECT ticket, opened_at"
                + " FROM extend_ticket WHERE run_id = :runId AND closed_at IS NULL")
        .param("runId", runId)
        .update();
    jdbc.sql("DELETE FROM extend_ticket WHERE run_id = :runId").param("runId", runId).update();
  }

  /** What Extend tells of a review is about no ticket here; which it closes is told by itself. */
  static void close(JdbcClient jdbc, ReviewEntry review) {
    if (!ReviewEntry.EXTEND.equals(review.channel())) {
      close(jdbc, review.ticket(), review.runId(), review.reviewedAt());
    }
  }

  static void close(JdbcClient jdbc, ClosedTicket closed) {
    close(jdbc, closed.ticket(), closed.runId(), closed.at());
  }

  private static void close(JdbcClient jdbc, String ticket, String runId, OffsetDateTime at) {
    if (isKnown(jdbc, ticket)) {
      jdbc.sql(
              "UPDATE extend_ticket SET closed_at = :at WHERE ticket = :ticket"
                  + " AND closed_at IS NULL")
          .param("at", at)
          .param("ticket", ticket)
          .update();
    } else {
      insert(jdbc, new OpenedTicket(ticket, runId, null, null, at), at);
    }
  }

  /**
   * Those that the ledger does not know, be they open, closed or deleted.
   *
   * @param names some hundreds of tickets' names at the most
   * @return the names that it has no row for
   */
  public Set<String> unknown(Collection<String> names) {
    Set<String> unknown = new HashSet<>(names);
    if (!unknown.isEmpty()) {
      database
          .ask(
              jdbc ->
                  jdbc.sql(
                          "SELECT ticket FROM extend_ticket WHERE ticket IN (:names)"
                              + " UNION SELECT ticket FROM extend_deleted WHERE ticket IN (:names)")
                      .param("names", names)
                      .query(String.class)
                      .list())
          .forEach(unknown::remove);
    }
    return unknown;
  }

  /**
   * Those that the ledger has as closed.
   *
   * @param names some hundreds of tickets' names at the most
   * @return the names of these
   */
  public List<String> closed(Collection<String> names) {
    return names.isEmpty()
        ? List.of()
        : database.ask(
            jdbc ->
                jdbc.sql(
                        "SELECT ticket FROM extend_ticket WHERE closed_at IS NOT NULL"
                            + " AND ticket IN (:names)")
                    .param("names", names)
                    .query(String.class)
                    .list());
  }

  /**
   * Writes open tickets of the broker into the ledger, all or none, but for those that are known.
   * From then on it has a row in extend_filled, which {@link Ledger#tryToWrite} changes.
   *
   * @param tickets the tickets
   * @param at the time
   * @return how many were not known
   */
  public int fill(List<OpenedTicket> tickets, Instant at) {
    return database.change(
        jdbc -> {
          int added = tickets.stream().mapToInt(ticket -> add(jdbc, ticket)).sum();
          if (jdbc.sql("UPDATE extend_filled SET filled_at = filled_at").update() == 0) {
            jdbc.sql("INSERT INTO extend_filled (filled_at) VALUES (:at)")
                .param("at", utc(at))
                .update();
          }
          return added;
        });
  }

  private static int add(JdbcClient jdbc, OpenedTicket ticket) {
    return isKnown(jdbc, ticket.ticket()) ? 0 : insert(jdbc, ticket, null);
  }

  private static int insert(JdbcClient jdbc, OpenedTicket ticket, OffsetDateTime closedAt) {
    return jdbc.sql(INSERT)
        .param("ticket", ticket.ticket())
        .param("runId", ticket.runId())
        .param("type", ticket.type())
        .param("branch", ticket.branch())
        .param("openedAt", ticket.openedAt())
        .param("closedAt", closedAt)
        .update();
  }

  private static boolean isKnown(JdbcClient jdbc, String ticket) {
    return jdbc.sql("SELECT COUNT(*) FROM extend_ticket WHERE ticket = :ticket")
            .param("ticket", ticket)
            .query(Integer.class)
            .single()
        > 0;
  }

  /**
   * Open tickets that nobody was reminded of, the oldest first.
   *
   * @param kind in which way
   * @param last the ticket to go on after
   * @param before those opened earlier
   * @param limit how many at the most
   * @return the next of them; empty after the last one
   */
  public List<WaitingTicket> waiting(
      ReminderKind kind, WaitingTicket last, Instant before, int limit) {
    return database.ask(
        jdbc ->
            jdbc.sql(WAITING.formatted(column(kind)))
                .param("since", last.openedAt())
                .param("after", last.ticket())
                .param("before", utc(before))
                .param("limit", limit)
                .query(WaitingTicket.class)
                .list());
  }

  /**
   * Does something about a ticket, and notes that. Others who ask for the same meanwhile wait, and
   * then have nothing to do.
   *
   * @param ticket the ticket's name
   * @param kind what people are reminded by
   * @param at the time
   * @param action what to do; if it fails nothing is noted
   * @return false if nothing was done, since it was done before or the ticket is closed
   */
  public boolean remind(String ticket, ReminderKind kind, Instant at, Runnable action) {
    return database.change(
        jdbc -> {
          boolean due =
              jdbc.sql(MARK.formatted(column(kind)))
                      .param("at", utc(at))
                      .param("ticket", ticket)
                      .update()
                  > 0;
          if (due) {
            action.run();
          }
          return due;
        });
  }

  /**
   * Counts the open tickets.
   *
   * @param since those opened from then on
   * @return one entry for each type and branch
   */
  public List<WaitingType> count(Instant since) {
    return database.ask(
        jdbc -> jdbc.sql(COUNT).param("since", utc(since)).query(WaitingType.class).list());
  }

  /**
   * The runs of open tickets, the oldest first.
   *
   * @param since those opened from then on
   * @param limit how many at the most
   * @return their ids, without those that are not known
   */
  public List<String> runs(Instant since, int limit) {
    return database.ask(
        jdbc ->
            jdbc.sql(RUNS)
                .param("since", utc(since))
                .param("limit", limit)
                .query(String.class)
                .list());
  }

  /**
   * Whether the tickets are those of this router alone.
   *
   * @return false if other routers, with brokers of their own, may have theirs here as well
   */
  public boolean isOfOneRouter() {
    return database.isFile();
  }

  private static String column(ReminderKind kind) {
    return switch (kind) {
      case REMINDER -> "reminded_at";
      case ESCALATION -> "escalated_at";
    };
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
