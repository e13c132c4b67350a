package org.extendrouter.database;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the ledger is, and how long it keeps what it has.
 *
 * @param url JDBC address of the ledger's database. Empty for an H2 file in extend.data-dir, which
 *     serves one router. Standalone set spring.datasource.* instead.
 * @param user User to log in as at that database.
 * @param password Password of that user. Take it from the environment.
 * @param keep How long runs and reviews stay in the ledger, at least 1d.
 */
@Validated
@ConfigurationProperties("extend.ledger")
public record LedgerProperties(
    @NotNull
        @DefaultValue("")
        @Pattern(
            regexp = "|jdbc:.+",
            message =
                "is not the JDBC address of a database: write it as"
                    + " jdbc:postgresql://db.example.com/extend, or remove it for an H2 file")
        String url,
    String user,
    String password,
    @NotNull(message = "is missing: set how long the ledger keeps runs, for example 400d")
        @DurationMin(days = 1, message = "is too short: set at least 1d")
        Duration keep) {

  /**
   * Whether the database is the router's own, in a file.
   *
   * @return false if an address is set
   */
  boolean isFile() {
    return url.isEmpty();
  }
}
