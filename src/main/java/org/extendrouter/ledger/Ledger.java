package org.extendrouter.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.extendrouter.database.LedgerDatabase;
import org.extendrouter.retention.TrustedClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.stereotype.Component;

/**
 * What became of each run, and what reviewers said. Every method throws a {@link
 * org.springframework.dao.DataAccessException} if the database does not answer.
 */
@Component
public final class Ledger {

  private static final String DECISION_COLUMNS =
      "run_id, workflow_run_id, file_id, ticket, type, branch, classification_id, classifier_id,"
          + " classifier_version, base_processor, confidence, threshold, reviewed, decision,"
          + " received_at, decided_at";

  private static final String RUN_COLUMNS =
      "event_id, " + DECISION_COLUMNS + ", delivered_at, delivered_by";

  private static final String REVIEW_COLUMNS =
      "ticket, run_id, event_id, decision, type, reviewer, remark, reviewed_at, model_type,"
          + " model_confidence, channel";

  private static final String INSERT_RUN = insert("extend_run", RUN_COLUMNS);

  /** Of two decisions about one event, as after a replay, the later one counts. */
  private static final String UPDATE_DECISION =
      "UPDATE extend_run SET "
          + each(DECISION_COLUMNS, column -> column + " = " + parameter(column))
          + " WHERE event_id = :eventId AND decided_at < :decidedAt";

  /** Of two deliveries, which happen where a process ends between them, the first one counts. */
  private static final String UPDATE_DELIVERY =
      "UPDATE extend_run SET delivered_at = :deliveredAt, delivered_by = :deliveredBy"
          + " WHERE event_id = :eventId AND (delivered_at IS NULL OR delivered_at > :deliveredAt)";

  private static final String INSERT_REVIEW = insert("extend_review", REVIEW_COLUMNS);

  private static final String RUNS =
      "SELECT "
          + asProperties(RUN_COLUMNS)
          + " FROM extend_run WHERE run_id = :runId ORDER BY received_at, event_id";

  private static final String REVIEWS =
      "SELECT "
          + asProperties(REVIEW_COLUMNS)
          + " FROM extend_review WHERE run_id = :runId ORDER BY reviewed_at, ticket";

  private static final String LIST =
      "SELECT "
          + asProperties(RUN_COLUMNS)
          + " FROM extend_run"
          + " WHERE (CAST(:type AS VARCHAR) IS NULL OR type = :type)"
          + " AND (CAST(:decision AS VARCHAR) IS NULL OR decision = :decision)"
          + " AND received_at >= :since"
          + " ORDER BY received_at DESC, event_id LIMIT :limit";

  /** A run that came in several events counts once. */
  private static final String SUMMARY =
      """
      SELECT types.type, COALESCE(runs, 0) AS runs, COALESCE(accepted, 0) AS accepted,
             COALESCE(reviewed, 0) AS reviewed, COALESCE(confirmed, 0) AS confirmed,
             COALESCE(corrected, 0) AS corrected, COALESCE(rejected, 0) AS rejected,
             median_seconds_to_decision AS medianSecondsToDecision
      FROM (SELECT DISTINCT COALESCE(type, '-') AS type FROM extend_run WHERE received_at >= :since
            UNION
            SELECT DISTINCT COALESCE(model_type, '-') FROM extend_review
            WHERE reviewed_at >= :since) types
      LEFT JOIN (
        SELECT COALESCE(type, '-') AS type,
               COUNT(DISTINCT COALESCE(run_id, event_id)) AS runs,
               COUNT(DISTINCT CASE WHEN decision = 'ACCEPTED' AND NOT reviewed
                                   THEN COALESCE(run_id, event_id) END) AS accepted
        FROM extend_run WHERE received_at >= :since
        GROUP BY COALESCE(type, '-')) decided ON decided.type = types.type
      LEFT JOIN (
        SELECT COALESCE(review.model_type, '-') AS type,
               COUNT(*) AS reviewed,
               COUNT(CASE WHEN review.decision = 'confirm' THEN 1 END) AS confirmed,
               COUNT(CASE WHEN review.decision = 'correct' THEN 1 END) AS corrected,
               COUNT(CASE WHEN review.decision = 'reject' THEN 1 END) AS rejected,
               PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY
                 CAST(EXTRACT(EPOCH FROM review.reviewed_at) - EXTRACT(EPOCH FROM asked.at)
                      AS DOUBLE PRECISION)) AS median_seconds_to_decision
        FROM extend_review review
        LEFT JOIN (
          SELECT run_id, MIN(received_at) AS at FROM extend_run
          WHERE decision <> 'ACCEPTED' GROUP BY run_id) asked ON asked.run_id = review.run_id
        WHERE review.reviewed_at >= :since
        GROUP BY COALESCE(review.model_type, '-')) told ON told.type = types.type
      ORDER BY types.type
      """;

  /** As rows are written, without one. */
  private static final List<String> TRIAL =
      List.of(
          "INSERT INTO extend_run (%1$s) SELECT %1$s FROM extend_run WHERE 1 = 0"
              .formatted(RUN_COLUMNS),
          "UPDATE extend_run SET type = type WHERE 1 = 0",
          "INSERT INTO extend_review (%1$s) SELECT %1$s FROM extend_review WHERE 1 = 0"
              .formatted(REVIEW_COLUMNS),
          "INSERT INTO extend_ticket (ticket) SELECT ticket FROM extend_ticket WHERE 1 = 0",
          "UPDATE extend_ticket SET type = type WHERE 1 = 0",
          // That which takes room on the disk.
          "UPDATE extend_filled SET filled_at = filled_at");

  private final LedgerDatabase database;

  Ledger(LedgerDatabase database) {
    this.database = database;
  }

  /**
   * Writes all of these or none, whatever is known of their runs and tickets already.
   *
   * @param runs as they fit into a row
   * @param reviews as they fit into a row
   * @param closed tickets that were closed in another way
   */
  public void write(List<RunEntry> runs, List<ReviewEntry> reviews, List<ClosedTicket> closed) {
    database.change(
        jdbc -> {
          runs.forEach(run -> write(jdbc, run));
          reviews.forEach(review -> write(jdbc, review));
          closed.forEach(ticket -> TicketLedger.close(jdbc, ticket));
          return null;
        });
  }

  /** Finds out whether it takes rows, without one. */
  public void tryToWrite() {
    database.change(
        jdbc -> TRIAL.stream().mapToInt(statement -> jdbc.sql(statement).update()).sum());
  }

  /** Whether the database was down when it was used last. */
  public boolean isDown() {
    return database.isDown();
  }

  private static void write(JdbcClient jdbc, RunEntry run) {
    TicketLedger.open(jdbc, run);
    if (jdbc.sql("SELECT decided_at FROM extend_run WHERE event_id = :eventId")
        .param("eventId", run.eventId())
        .query(OffsetDateTime.class)
        .optional()
        .isEmpty()) {
      jdbc.sql(INSERT_RUN).paramSource(run).update();
      return;
    }
    jdbc.sql(UPDATE_DECISION).paramSource(run).update();
    if (run.deliveredAt() != null) {
      jdbc.sql(UPDATE_DELIVERY).paramSource(run).update();
    }
  }

  private static void write(JdbcClient jdbc, ReviewEntry review) {
    TicketLedger.close(jdbc, review);
    if (jdbc.sql("SELECT COUNT(*) FROM extend_review WHERE ticket = :ticket")
            .param("ticket", review.ticket())
            .query(Integer.class)
            .single()
        == 0) {
      jdbc.sql(INSERT_REVIEW).paramSource(review).update();
    }
  }

  /**
   * What is known of a run.
   *
   * @param runId Extend's id of the run
   * @return an entry for each event that told of it, the oldest first
   */
  public List<RunEntry> runs(String runId) {
    return ofRun(runId, RUNS, RunEntry.class);
  }

  /**
   * What reviewers said of a run.
   *
   * @param runId Extend's id of the run
   * @return the oldest first
   */
  public List<ReviewEntry> reviews(String runId) {
    return ofRun(runId, REVIEWS, ReviewEntry.class);
  }

  private <T> List<T> ofRun(String runId, String select, Class<T> entry) {
    return database.ask(jdbc -> jdbc.sql(select).param("runId", runId).query(entry).list());
  }

  /**
   * Runs, the newest first.
   *
   * @param type the type that the model saw; null for all
   * @param decision what triage decided; null for all
   * @param since those received from then on
   * @param limit how many at the most
   * @return an entry for each event
   */
  public List<RunEntry> runs(String type, String decision, Instant since, int limit) {
    return database.ask(
        jdbc ->
            jdbc.sql(LIST)
                .param("type", type)
                .param("decision", decision)
                .param("since", utc(since))
                .param("limit", limit)
                .query(RunEntry.class)
                .list());
  }

  /**
   * How runs and reviews went, by the type that the model saw.
   *
   * @param since those received or reviewed from then on
   * @return one for each type
   */
  public List<TypeSummary> summary(Instant since) {
    return database.ask(
        jdbc -> jdbc.sql(SUMMARY).param("since", utc(since)).query(TypeSummary.class).list());
  }

  /**
   * Deletes all that is known of a run.
   *
   * @param runId Extend's id of the run
   * @return how many entries there were
   */
  public int delete(String runId) {
    return database.change(
        jdbc -> {
          TicketLedger.delete(jdbc, runId);
          return jdbc.sql("DELETE FROM extend_run WHERE run_id = :runId")
                  .param("runId", runId)
                  .update()
              + jdbc.sql("DELETE FROM extend_review WHERE run_id = :runId")
                  .param("runId", runId)
                  .update();
        });
  }

  /**
   * Deletes what was received, or reviewed, before a time, but for what a clock has dated that was
   * wrong.
   */
  void forget(Instant before) {
    database.change(
        jdbc -> {
          forget(jdbc, "extend_run", "received_at", before);
          forget(jdbc, "extend_review", "reviewed_at", before);
          forget(jdbc, "extend_ticket", "opened_at", before);
          forget(jdbc, "extend_deleted", "opened_at", before);
          return null;
        });
  }

  private static void forget(JdbcClient jdbc, String table, String dated, Instant before) {
    jdbc.sql("DELETE FROM %1$s WHERE %2$s >= :earliest AND %2$s < :before".formatted(table, dated))
        .param("earliest", utc(TrustedClock.EARLIEST))
        .param("before", utc(before))
        .update();
  }

  private static String insert(String table, String columns) {
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(table, columns, each(columns, Ledger::parameter));
  }

  private static String parameter(String column) {
    return ":" + JdbcUtils.convertUnderscoreNameToPropertyName(column);
  }

  /** Spring looks for the property's name first, and an exception for each column is slow. */
  private static String asProperties(String columns) {
    return each(columns, column -> column + " AS " + column.replace("_", ""));
  }

  private static String each(String columns, UnaryOperator<String> as) {
    return Arrays.stream(columns.split(", ")).map(as).collect(Collectors.joining(", "));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
