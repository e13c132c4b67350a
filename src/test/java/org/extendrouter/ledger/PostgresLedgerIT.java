package org.extendrouter.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.extendrouter.testrun.Ports;
import org.extendrouter.testrun.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresLedgerIT extends LedgerContract {

  @TempDir static Path directory;

  static Postgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = new Postgres(directory, Ports.free());
    postgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Override
  Map<String, Object> database() {
    return Map.of("extend.ledger.url", postgres.url(), "extend.ledger.user", Postgres.USER);
  }

  @Test
  void itsTablesAreThere() throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.url(), Postgres.USER, "");
        ResultSet tables =
            connection.getMetaData().getTables(null, null, "extend_run", new String[] {"TABLE"})) {
      assertThat(tables.next()).isTrue();
    }
  }
}
