package org.extendrouter.database.server;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;

/** Whether a database that answers takes all rows: others may have made it. */
public final class Suitability {

  /** The latter takes each byte as it comes, and so all of UTF-8. */
  private static final Set<String> COMPLETE = Set.of("UTF8", "SQL_ASCII");

  private Suitability() {}

  /**
   * What stands in the way of rows.
   *
   * @param source the database
   * @param tables knows the versions of its tables
   * @return one sentence for each, with what to do
   * @throws org.springframework.dao.DataAccessException if the database does not answer
   * @throws org.flywaydb.core.api.FlywayException likewise
   */
  public static List<String> problems(DataSource source, Flyway tables) {
    List<String> problems = new ArrayList<>();
    Stream.of(tables.info().all())
        .filter(change -> isNewer(change.getState()))
        .map(MigrationInfo::getVersion)
        .reduce((older, newest) -> newest)
        .ifPresent(
            version ->
                problems.add(
                    "the ledger is of a newer router, its tables have version %s: upgrade this router, or go back with the backup of the ledger from before the upgrade"
                        .formatted(version)));
    JdbcTemplate jdbc = new JdbcTemplate(source);
    if (isPostgres(jdbc)) {
      String encoding = jdbc.queryForObject("SHOW server_encoding", String.class);
      if (!COMPLETE.contains(encoding)) {
        problems.add(
            "the ledger's database has the encoding %s, and refuses rows with characters that this lacks: move it into one that was made with ENCODING 'UTF8' TEMPLATE template0"
                .formatted(encoding));
      }
    }
    return problems;
  }

  private static boolean isNewer(MigrationState state) {
    return state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED;
  }

  private static boolean isPostgres(JdbcTemplate jdbc) {
    return Boolean.TRUE.equals(
        jdbc.execute(
            (Connection connection) ->
                JdbcUtils.commonDatabaseName(connection.getMetaData().getDatabaseProductName())
                    .equals("PostgreSQL")));
  }
}
