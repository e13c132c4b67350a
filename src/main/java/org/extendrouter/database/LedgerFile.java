package org.extendrouter.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.extendrouter.delivery.FilePermissions;
import org.extendrouter.text.SafeText;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The ledger as a file of its own, which one process has open at a time.
 *
 * @param file the file without its ending
 */
record LedgerFile(Path file) {

  private static final String ENDING = ".mv.db";

  static LedgerFile below(Path data) {
    return new LedgerFile(data.resolve("ledger").resolve("ledger").toAbsolutePath().normalize());
  }

  /**
   * Connections to it. They need no pool, since it is open until it is shut down.
   *
   * @throws IllegalStateException if its directory cannot be made; says how to fix it
   */
  DataSource source(FilePermissions permissions) {
    try {
      permissions.createDirectories(file.getParent().getParent());
      FilePermissions.OWNER_ALONE.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new IllegalStateException(
          "The ledger cannot be written in %s: make that directory writable, or set extend.data-dir (EXTEND_DATA_DIR) to one that is"
              .formatted(file.getParent()),
          e);
    }
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:%s;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE".formatted(file));
    return source;
  }

  /**
   * Why it cannot be opened, and what to do.
   *
   * @param failure what went wrong
   * @return a failure of the start
   */
  IllegalStateException unusable(Throwable failure) {
    SQLException cause = innermost(failure);
    if (cause != null && cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
      return new IllegalStateException(
          "The ledger %s%s is locked by another process, and a file serves one: end that process; or, for several routers, set spring.datasource.url (in an application extend.ledger.url) to a PostgreSQL, for example jdbc:postgresql://db.example.com/extend"
              .formatted(file, ENDING));
    }
    return new IllegalStateException(
        "The ledger %s%s cannot be opened (%s): put back a backup, or move the file away, and the ledger begins anew"
            .formatted(
                file,
                ENDING,
                SafeText.oneLine((cause == null ? failure : cause).getMessage(), 300)));
  }

  private static SQLException innermost(Throwable failure) {
    SQLException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found = sql;
      }
    }
    return found;
  }
}
