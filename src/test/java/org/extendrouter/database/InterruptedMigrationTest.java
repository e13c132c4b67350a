package org.extendrouter.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.tables.LedgerTables;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.mock.env.MockEnvironment;

/** A router that is killed while it makes or changes the tables of its ledger. */
class InterruptedMigrationTest {

  private static final String HISTORY = "extend_ledger_history";
  private static final String DONE = "\"" + HISTORY + "\"";
  private static final String LATEST = "5";
  private static final OffsetDateTime TEN = OffsetDateTime.parse("2026-11-28T10:00:00Z");

  @TempDir Path temporary;

  private Path data;
  private Path file;

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 10", "2, 10", "3, 10", "4, 10"})
  void aKillAtAnyMomentOfItLosesNoRow(String version, int rows) throws IOException {
    in("first");
    earlier(version, rows);
    List<Path> killed = new ArrayList<>();
    LedgerTables.make(new Watched(source(), () -> keepAsKilled(killed)));
    shutDown();
    assertThat(killed).hasSizeGreaterThan(3);

    for (Path left : killed) {
      in("started-" + left.getFileName());
      Files.createDirectories(file.getParent());
      Files.copy(left, file);

      assertWholeAfterAStart(rows);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5"})
  void soDoesAKillBeforeItIsNotedWhatWasDone(String version) throws IOException {
    in("first");
    earlier(LATEST, 10);
    if (!version.equals("1")) {
      fill(10);
    }
    sql("DELETE FROM " + DONE + " WHERE \"version\" >= '" + version + "'");
    shutDown();

    assertWholeAfterAStart(10);
  }

  @Test
  void aChangeThatFailedIsMadeAgain() throws IOException {
    in("first");
    earlier(LATEST, 10);
    sql("UPDATE " + DONE + " SET \"success\" = FALSE WHERE \"version\" = '" + LATEST + "'");
    shutDown();

    assertWholeAfterAStart(10);
  }

  @Test
  void theTablesOfAnEarlierRouterAreTakenAsTheyAre() throws IOException {
    in("first");
    earlier(LATEST, 10);
    sql("UPDATE " + DONE + " SET \"checksum\" = 1 WHERE \"version\" > '0'");
    shutDown();

    assertWholeAfterAStart(10);
  }

  /** Someone may start it again without the backup. */
  @Test
  void thePreviousRouterWritesIntoTheTablesOfThisOne() throws IOException {
    in("first");
    earlier(LATEST, 10);
    Path its = Files.createDirectories(temporary.resolve("previous"));
    for (String name :
        List.of(
            "V1__runs_and_reviews.sql",
            "V2__tickets.sql",
            "V3__runs_without_id.sql",
            "V4__open_tickets_taken_over.sql")) {
      try (InputStream migration = LedgerDatabase.class.getResourceAsStream(name)) {
        Files.copy(migration, its.resolve(name));
      }
    }

    Flyway previous =
        Flyway.configure()
            .dataSource(source())
            .locations("filesystem:" + its)
            .table(HISTORY)
            .load();

    assertThat(previous.migrate().success).isTrue();
    shutDown();
    assertWholeAfterAStart(10);
  }

  @Test
  void tablesThatCannotBeChangedStayAndAreTold() throws Exception {
    in("first");
    earlier("1", 10);
    sql("ALTER TABLE extend_run ALTER COLUMN branch RENAME TO spoilt");
    shutDown();

    LedgerDatabase database = start();
    try {
      assertThat(left()).containsExactly(file);
      assertThat(database.problems())
          .singleElement()
          .asString()
          .contains("has not answered", "\"BRANCH\" not found", "put back a backup")
          .doesNotContain("make room");
    } finally {
      database.destroy();
    }
    assertThat(count("extend_run")).isEqualTo(10);
  }

  private void assertWholeAfterAStart(int rows) throws IOException {
    LedgerDatabase database = start();
    try {
      assertThat(database.problems()).as("problems of %s", file).isEmpty();
      assertThat(left()).containsExactly(file);
      assertThat(count("extend_run")).isEqualTo(rows);
      assertThat(count("extend_ticket")).isEqualTo(rows);
      assertThat(count("extend_review")).isZero();
      assertThat(count("extend_deleted")).isZero();
      assertThat(count("extend_filled")).isEqualTo(rows == 0 ? 0 : 1);
      assertThat(count(DONE + " WHERE \"success\" AND \"version\" > '0'")).isEqualTo(5);
    } finally {
      shutDown();
    }
  }

  private void in(String name) {
    data = temporary.resolve(name);
    file = data.resolve("ledger/ledger.mv.db");
  }

  private void earlier(String version, int rows) {
    if (version.equals("0")) {
      LedgerFile.below(data, new FilesProperties("rw-------").forNew()).prepare();
      return;
    }
    Flyway.configure()
        .dataSource(source())
        .locations("classpath:org/extendrouter/database")
        .table(HISTORY)
        .target(version)
        .load()
        .migrate();
    for (int i = 0; i < rows; i++) {
      jdbc()
          .sql(
              "INSERT INTO extend_run (event_id, run_id, ticket, type, branch, reviewed,"
                  + " decision, received_at, decided_at) VALUES (:run, :run, :run, 'invoice',"
                  + " 'invoice', FALSE, 'LOW_CONFIDENCE', :at, :at)")
          .param("run", "clr_" + i)
          .param("at", TEN)
          .update();
    }
    if (version.compareTo("1") > 0) {
      fill(rows);
    }
    if (version.compareTo("3") > 0) {
      sql("INSERT INTO extend_filled (filled_at) SELECT MAX(opened_at) FROM extend_ticket");
    }
  }

  private void fill(int rows) {
    for (int i = 0; i < rows; i++) {
      jdbc()
          .sql(
              "MERGE INTO extend_ticket (ticket, run_id, type, branch, opened_at)"
                  + " VALUES (:run, :run, 'invoice', 'invoice', :at)")
          .param("run", "clr_" + i)
          .param("at", TEN)
          .update();
    }
  }

  /** The file is only appended to, so that one of the same size is the same. */
  private void keepAsKilled(List<Path> killed) {
    try {
      if (killed.isEmpty() || Files.size(killed.get(killed.size() - 1)) != Files.size(file)) {
        killed.add(Files.copy(file, temporary.resolve("killed-" + killed.size())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LedgerDatabase start() {
    LedgerDatabase database =
        new LedgerDatabase(
            new LedgerProperties("", null, null, Duration.ofDays(400)),
            new FilesProperties("rw-------"),
            new MockEnvironment(),
            Clock.systemUTC(),
            data,
            false);
    database.start();
    return database;
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.toList();
    }
  }

  private int count(String table) {
    return jdbc().sql("SELECT COUNT(*) FROM " + table).query(Integer.class).single();
  }

  private void sql(String statement) {
    jdbc().sql(statement).update();
  }

  private void shutDown() {
    sql("SHUTDOWN");
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(source());
  }

  private DataSource source() {
    return LedgerFile.below(data, new FilesProperties("rw-------").forNew()).source();
  }

  /** Tells of all that may have changed the database. */
  private static final class Watched extends DelegatingDataSource {

    private final Runnable changed;

    Watched(DataSource source, Runnable changed) {
      super(source);
      this.changed = changed;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return watched(super.getConnection(), Connection.class);
    }

    private <T> T watched(T watched, Class<T> type) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                Object answer;
                try {
                  answer = method.invoke(watched, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
                if (method.getName().startsWith("execute") || method.getName().equals("commit")) {
                  changed.run();
                }
                if (answer instanceof PreparedStatement prepared) {
                  return watched(prepared, PreparedStatement.class);
                }
                return answer instanceof Statement statement
                    ? watched(statement, Statement.class)
                    : answer;
              }));
    }
  }
}
