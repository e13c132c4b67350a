package org.extendrouter.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import org.extendrouter.database.LedgerDatabase;
import org.extendrouter.testrun.Ports;
import org.extendrouter.testrun.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that answers, and does not take rows. */
@ExtendWith(OutputCaptureExtension.class)
class UnsuitableLedgerIT {

  @TempDir Path data;
  @TempDir Path database;

  private Postgres postgres;

  @BeforeEach
  void start() throws IOException {
    postgres = new Postgres(database, Ports.free());
    postgres.start();
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void anotherEncodingANewerRouterAndRowsThatAreRefusedAreToldInHealth(CapturedOutput output)
      throws Exception {
    execute(
        "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    try (ConfigurableApplicationContext latin = open(url("latin"))) {
      latin.getBean(Ledger.class).runs("none");
      assertThat(health(latin)).contains("has the encoding LATIN1");
    }
    execute(
        "CREATE DATABASE bytes ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    try (ConfigurableApplicationContext bytes = open(url("bytes"))) {
      bytes.getBean(Ledger.class).write(List.of(), List.of(review("Zoë 北京")), List.of());
      assertThat(bytes.getBean(Ledger.class).reviews("clr_1"))
          .singleElement()
          .extracting(ReviewEntry::reviewer)
          .isEqualTo("Zoë 北京");
      assertThat(health(bytes)).isEqualTo("{}");
    }
    try (ConfigurableApplicationContext router = open(url("postgres"))) {
      Ledger ledger = router.getBean(Ledger.class);
      ledger.runs("none");
      assertThat(health(router)).isEqualTo("{}");
      execute("ALTER TABLE extend_review ADD COLUMN cost_centre VARCHAR(20) NOT NULL");
      for (int i = 0; i < 10; i++) {
        assertThat(health(router)).isEqualTo("{}");
        assertThatThrownBy(() -> ledger.write(List.of(), List.of(review()), List.of()))
            .isInstanceOf(DataAccessException.class)
            .message()
            .contains("cost_centre")
            .doesNotContain("remark of a person");
      }
      assertThat(health(router))
          .contains("refused 10 times in a row", "cost_centre")
          .doesNotContain("remark of a person");
      execute("ALTER TABLE extend_review DROP COLUMN cost_centre");
      ledger.write(List.of(), List.of(review()), List.of());
      assertThat(health(router)).isEqualTo("{}");
    }
    execute(
        "INSERT INTO extend_ledger_history SELECT 99, '99', 'later', type, 'V99__later.sql', 1, installed_by, installed_on, 1, TRUE FROM extend_ledger_history WHERE version = '1'");
    try (ConfigurableApplicationContext router = open(url("postgres"))) {
      router.getBean(Ledger.class).runs("none");
      assertThat(health(router)).contains("is of a newer router, its tables have version 99");
    }
    assertThat(output.getAll().lines().filter(line -> line.contains("WARN")))
        .anyMatch(line -> line.contains("has the encoding LATIN1"))
        .anyMatch(line -> line.contains("is of a newer router"));
  }

  @Test
  void aDeadlockOrASlowPageIsNoOutage() throws Exception {
    try (ConfigurableApplicationContext router = open(url("postgres"))) {
      LedgerDatabase ledger = router.getBean(LedgerDatabase.class);
      for (String deadlock : List.of("40P01", "40001")) {
        assertThatThrownBy(() -> ledger.change(jdbc -> fail(jdbc, deadlock)))
            .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> ledger.ask(jdbc -> fail(jdbc, deadlock)))
            .isInstanceOf(DataAccessException.class);
      }
      String slow = "57014";
      assertThatThrownBy(() -> ledger.ask(jdbc -> fail(jdbc, slow)))
          .isInstanceOf(DataAccessException.class);
      assertThat(health(router)).isEqualTo("{}");
      assertThat(ledger.isDown()).isFalse();

      assertThatThrownBy(() -> ledger.change(jdbc -> fail(jdbc, slow)))
          .isInstanceOf(DataAccessException.class);
      assertThat(health(router)).contains("took too long");
      assertThat(ledger.isDown()).as("rows wait without attempts").isTrue();
    }
  }

  private static int fail(JdbcClient jdbc, String state) {
    return jdbc.sql("DO 'BEGIN RAISE SQLSTATE ''" + state + "''; END'").update();
  }

  private static ReviewEntry review() {
    return review("Kim");
  }

  private static ReviewEntry review(String reviewer) {
    OffsetDateTime at = OffsetDateTime.parse("2026-11-28T10:00:00Z");
    return new ReviewEntry(
        "t1",
        "clr_1",
        "evt_1",
        "confirm",
        "a",
        reviewer,
        "remark of a person",
        at,
        "b",
        0.4,
        "page");
  }

  private static String health(ConfigurableApplicationContext context) {
    return context
        .getBean("extendLedgerHealthIndicator", HealthIndicator.class)
        .health()
        .getDetails()
        .toString();
  }

  private String url(String name) {
    return postgres.url().replaceFirst("postgres$", name);
  }

  private ConfigurableApplicationContext open(String url) {
    return new SpringApplicationBuilder(LedgerContract.Parts.class)
        .web(WebApplicationType.NONE)
        .properties("extend.files.permissions=rw-------", "extend.ledger.keep=400d")
        .run(
            "--extend.data-dir=" + data,
            "--extend.ledger.url=" + url,
            "--extend.ledger.user=" + Postgres.USER);
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(postgres.url(), Postgres.USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
