package org.extendrouter.tables;

import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Makes the ledger's tables, or changes those of an earlier version. */
public final class LedgerTables {

  private static final String MIGRATIONS = "classpath:org/extendrouter/database";
  private static final String HISTORY = "extend_ledger_history";

  private LedgerTables() {}

  /**
   * Makes what is missing.
   *
   * @param source the database
   * @return knows the versions of its tables
   * @throws org.flywaydb.core.api.FlywayException if the database does not answer or let it
   */
  public static Flyway make(DataSource source) {
    Flyway flyway =
        Flyway.configure(LedgerTables.class.getClassLoader())
            .dataSource(source)
            .locations(MIGRATIONS)
            .table(HISTORY)
            // Other tables may stand beside these.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .placeholderReplacement(false)
            // Each says what is to be there, and those of earlier versions said it in other words.
            .validateOnMigrate(false)
            .load();
    if (Stream.of(flyway.info().all()).anyMatch(change -> change.getState().isFailed())) {
      // H2 keeps a part of what failed on a full disk, and Flyway a note of it that stops the next.
      flyway.repair();
    }
    flyway.migrate();
    return flyway;
  }
}
