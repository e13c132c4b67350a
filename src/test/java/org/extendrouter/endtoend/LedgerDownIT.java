package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.extendrouter.reminder.TicketGauges;
import org.extendrouter.testrun.Ports;
import org.extendrouter.testrun.Postgres;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that does not answer, and what goes on meanwhile. */
class LedgerDownIT {

  private static final int EVENTS = 30;

  @TempDir Path data;
  @TempDir Path database;

  @Test
  void aServerThatIsDownDelaysNothingAndMissesNothing() throws Exception {
    try (Postgres postgres = new Postgres(database, Ports.free());
        RunningRouter router = router(postgres)) {
      Operator operator = new Operator(router);
      Extend.Event first = Extend.fresh("05-receipt-low-confidence");
      assertThat(router.extend().post(first.body()).statusCode()).isEqualTo(200);
      await().until(() -> ledgerHealth(operator).contains("has not answered since"));
      List<Extend.Event> whileItWasNeverUp = deliver(router);
      whileItWasNeverUp.add(first);

      await().until(() -> operator.get("/health").body().contains("\"ledger\":{\"downSince\""));
      assertThat(Operator.json(operator.get("/health")).path("status").asText()).isEqualTo("UP");
      assertThat(operator.get("/health/operator").body())
          .startsWith("{\"status\":\"ATTENTION\"")
          .contains("has not answered since", "bring it back");
      assertThat(operator.get("/runs").statusCode()).isEqualTo(503);
      assertThat(operator.get("/review-summary").body()).contains("does not answer");
      // What is being tried is not seen for a moment.
      await()
          .untilAsserted(
              () -> {
                JsonNode story = Operator.json(operator.get("/runs/clr_UWZ8PuUSBnJFLKM2Mp9bW"));
                assertThat(story.path("problems").path(0).asText()).contains("does not answer");
                assertThat(story.path("waiting").findValuesAsText("queue"))
                    .contains("extend.ledger");
              });
      await().until(() -> Double.isNaN(operator.metric("extend_review_open{type=\"invoice\"}")));

      postgres.start();
      awaitRows(operator, whileItWasNeverUp);
      // A count that began before the rows were there may be registered after this one.
      await()
          .untilAsserted(
              () -> {
                router.bean(TicketGauges.class).count();
                assertThat(operator.metric("extend_review_open{type=\"receipt\"}")).isEqualTo(2);
              });

      postgres.stop();
      List<Extend.Event> whileItWasGone = deliver(router);
      postgres.start();
      awaitRows(operator, whileItWasGone);
      await().until(() -> ledgerHealth(operator).equals("{\"status\":\"UP\"}"));
      await()
          .until(() -> operator.metric("extend_destination_down_seconds{route=\"ledger\"}") == 0);
      assertThat(Operator.json(operator.get("/deadletters")).path("total").asInt()).isZero();
    }
  }

  @Test
  void aRowForAServerThatCanBeReadAloneWaitsUntilItCanBeWritten() throws Exception {
    try (Postgres postgres = new Postgres(database, Ports.free())) {
      postgres.start();
      try (RunningRouter router =
          router(postgres, "100ms", "500ms", "extend.broker.watch-interval=200ms")) {
        Operator operator = new Operator(router);
        Extend.Event before = Extend.fresh("01-invoice-accepted");
        assertThat(router.extend().post(before.body()).statusCode()).isEqualTo(200);
        awaitRows(operator, List.of(before));
        letWrite(postgres, false);

        Extend.Event event = Extend.fresh("01-invoice-accepted");
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
        await().until(() -> ledgerHealth(operator).contains("connect to the primary"));
        String since = ledgerHealth(operator).replaceFirst("Z \\(.*", "Z (");
        assertThat(since).contains("has not answered since");
        await().until(() -> operator.get("/health").body().contains("\"ledger\":{\"downSince\""));
        await()
            .during(Duration.ofSeconds(5))
            .atMost(Duration.ofMinutes(2))
            .untilAsserted(
                () -> {
                  router.bean(TicketGauges.class).count();
                  assertThat(operator.get("/runs").statusCode()).isEqualTo(200);
                  assertThat(ledgerHealth(operator)).startsWith(since);
                  assertThat(Operator.json(operator.get("/deadletters")).path("total").asInt())
                      .isZero();
                });

        letWrite(postgres, true);
        awaitRows(operator, List.of(event));
        await().until(() -> ledgerHealth(operator).equals("{\"status\":\"UP\"}"));
        await()
            .until(() -> operator.metric("extend_destination_down_seconds{route=\"ledger\"}") == 0);
      }
    }
  }

  /** Those who are connected keep what held when they came. */
  private static void letWrite(Postgres postgres, boolean may) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.url() + "?options=-c%20default_transaction_read_only=off",
                Postgres.USER,
                "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER DATABASE postgres SET default_transaction_read_only = " + (may ? "off" : "on"));
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'");
    }
  }

  @Test
  void aFileThatAnotherProcessHoldsStopsTheStart() throws Exception {
    RunningRouter.start(data).close();
    Path file = data.toRealPath().resolve("ledger/ledger");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString(),
                "org.h2.tools.Shell",
                "-url",
                "jdbc:h2:file:" + file)
            .redirectErrorStream(true)
            .start();
    try {
      BufferedReader said = other.inputReader(StandardCharsets.UTF_8);
      assertThat(said.lines().anyMatch(line -> line.startsWith("Commands are"))).isTrue();

      assertThatThrownBy(() -> RunningRouter.start(data).close())
          .rootCause()
          .hasMessageContaining(file + ".mv.db is locked by another process")
          .hasMessageContaining("jdbc:postgresql:");
    } finally {
      other.destroyForcibly();
    }
  }

  private static String ledgerHealth(Operator operator) throws Exception {
    return Operator.json(operator.get("/health")).path("components").path("ledger").toString();
  }

  private static List<Extend.Event> deliver(RunningRouter router) throws Exception {
    List<Extend.Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      events.add(event);
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    }
    Extend.Event unsure = Extend.fresh("05-receipt-low-confidence");
    events.add(unsure);
    assertThat(router.extend().post(unsure.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("review", unsure.id(), 2);
    for (Extend.Event event : events.subList(0, EVENTS)) {
      router.awaitFiles("accepted/invoice", event.id(), 1);
    }
    return events;
  }

  private static void awaitRows(Operator operator, List<Extend.Event> events) {
    List<String> ids = events.stream().map(Extend.Event::id).toList();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        Operator.json(operator.get("/runs?limit=1000")).findValuesAsText("eventId"))
                    .containsAll(ids)
                    .doesNotHaveDuplicates());
  }

  private RunningRouter router(Postgres postgres) {
    // As shipped: what fails must not come again sooner than the next has its turn.
    return router(postgres, "5s", "24h", "extend.redelivery.max-delay=1h");
  }

  private RunningRouter router(Postgres postgres, String delay, String giveUp, String other) {
    return RunningRouter.start(
        data,
        "spring.datasource.url=" + postgres.url(),
        "spring.datasource.username=" + Postgres.USER,
        "spring.datasource.hikari.connection-timeout=500",
        "extend.redelivery.delay=" + delay,
        "extend.redelivery.give-up-after=" + giveUp,
        other);
  }
}
