package org.extendrouter.database.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

class ServerRemedyTest {

  @ParameterizedTest
  @CsvSource({
    "57014, pg_stat_activity",
    "42501, grant it all rights",
    "25006, connect to the primary",
    "08006, bring it back",
    ", bring it back"
  })
  void eachFailureHasARemedyOfItsOwn(String state, String remedy) {
    assertThat(
            ServerRemedy.of(
                new DataAccessResourceFailureException("x", new SQLException("why", state))))
        .contains(remedy);
  }
}
