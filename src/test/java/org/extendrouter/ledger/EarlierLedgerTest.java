package org.extendrouter.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.extendrouter.database.LedgerDatabase;
import org.extendrouter.names.ReminderKind;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger that was written before it had tickets. */
class EarlierLedgerTest {

  private static final OffsetDateTime TEN = OffsetDateTime.parse("2026-11-28T10:00:00Z");

  @TempDir Path data;

  @Test
  void theTicketsThatWereOpenAreKnown() {
    JdbcDataSource file = new JdbcDataSource();
    file.setURL("jdbc:h2:file:" + data.resolve("ledger/ledger"));
    Flyway.configure()
        .dataSource(file)
        .locations("classpath:org/extendrouter/database")
        .table("extend_ledger_history")
        .target("1")
        .load()
        .migrate();
    JdbcClient jdbc = JdbcClient.create(file);
    run(jdbc, "open", "LOW_CONFIDENCE");
    run(jdbc, "delivered", "ACCEPTED");
    run(jdbc, "as-decided-here", "REVIEWED_LIKEWISE");
    run(jdbc, "decided", "LOW_CONFIDENCE");
    run(jdbc, "reviewed-in-extend", "LOW_CONFIDENCE");
    review(jdbc, "decided", "decided", "page");
    review(jdbc, "the-event-of-the-review", "reviewed-in-extend", "extend");

    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(LedgerContract.Parts.class)
            .web(WebApplicationType.NONE)
            .properties("extend.files.permissions=rw-------", "extend.ledger.keep=400d")
            .run("--extend.data-dir=" + data)) {
      TicketLedger tickets = context.getBean(TicketLedger.class);

      assertThat(
              tickets.waiting(
                  ReminderKind.REMINDER,
                  new WaitingTicket("", TEN),
                  TEN.plusDays(1).toInstant(),
                  10))
          .containsExactly(new WaitingTicket("open", TEN));
      assertThat(tickets.count(TEN.toInstant()))
          .containsExactly(new WaitingType("invoice", "invoice", 1, TEN));
      assertThat(filled(context.getBean(LedgerDatabase.class))).as("has them already").isOne();
    }
  }

  private static int filled(LedgerDatabase database) {
    return database.ask(
        jdbc -> jdbc.sql("SELECT COUNT(*) FROM extend_filled").query(Integer.class).single());
  }

  private static void run(JdbcClient jdbc, String run, String decision) {
    jdbc.sql(
            "INSERT INTO extend_run (event_id, run_id, ticket, type, branch, reviewed, decision,"
                + " received_at, decided_at) VALUES (:run, :run, :run, 'invoice', 'invoice',"
                + " FALSE, :decision, :at, :at)")
        .param("run", run)
        .param("decision", decision)
        .param("at", TEN)
        .update();
  }

  private static void review(JdbcClient jdbc, String ticket, String run, String channel) {
    jdbc.sql(
            "INSERT INTO extend_review (ticket, run_id, decision, reviewed_at, channel)"
                + " VALUES (:ticket, :run, 'confirm', :at, :channel)")
        .param("ticket", ticket)
        .param("run", run)
        .param("at", TEN)
        .param("channel", channel)
        .update();
  }
}
