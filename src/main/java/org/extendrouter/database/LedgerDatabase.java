package org.extendrouter.database;

import jakarta.annotation.PostConstruct;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.extendrouter.delivery.FilesProperties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

/**
 * The ledger's database. It is no {@code DataSource} bean, since an application may have one for a
 * database of its own. A file is opened at the start, which it stops if that fails; a server may be
 * down then, and is asked when there is something to write.
 */
@Component
public final class LedgerDatabase implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerDatabase.class);

  private static final String MIGRATIONS = "classpath:org/extendrouter/database";
  private static final String HISTORY = "extend_ledger_history";
  private static final String POOL = "com.zaxxer.hikari.HikariDataSource";
  private static final int QUERY_SECONDS = 20;

  private final LedgerFile file;
  private final DataSource source;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final JdbcTemplate template;
  private boolean migrated;
  private boolean forced;

  LedgerDatabase(
      LedgerProperties properties,
      FilesProperties files,
      Environment environment,
      @Value("${extend.data-dir}") Path data,
      @Value("${extend.standalone:false}") boolean standalone) {
    this.file = properties.isFile() ? LedgerFile.below(data) : null;
    this.source =
        properties.isFile()
            ? file.source(files.forNew())
            : server(properties, environment, standalone);
    this.template = new JdbcTemplate(source);
    template.setQueryTimeout(QUERY_SECONDS);
    this.jdbc = JdbcClient.create(template);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
  }

  private static DataSource server(
      LedgerProperties properties, Environment environment, boolean standalone) {
    DataSource source =
        DataSourceBuilder.create(LedgerDatabase.class.getClassLoader())
            .url(properties.url())
            .username(properties.user())
            .password(properties.password())
            .build();
    if (ClassUtils.isPresent(POOL, LedgerDatabase.class.getClassLoader())) {
      PooledConnections.limit(source, properties.url(), environment, standalone);
    }
    return source;
  }

  @PostConstruct
  void open() {
    if (file != null) {
      try {
        migrate();
      } catch (DataAccessException e) {
        throw file.unusable(e);
      }
    }
  }

  /**
   * Asks the database.
   *
   * @param question what to ask
   * @return the answer
   * @throws DataAccessException if the database does not answer
   */
  public <T> T ask(Function<JdbcClient, T> question) {
    migrate();
    return question.apply(jdbc);
  }

  /**
   * Changes the database: all of it or nothing, on disk when this returns.
   *
   * @param change what to change
   * @throws DataAccessException if the database does not take it
   */
  public void change(Consumer<JdbcClient> change) {
    migrate();
    try {
      transaction.executeWithoutResult(status -> change.accept(jdbc));
    } catch (TransactionException e) {
      throw new DataAccessResourceFailureException("the ledger's database does not answer", e);
    }
    if (forced) {
      // H2 writes what was committed half a second later, and waits for no disk.
      template.execute("CHECKPOINT SYNC");
    }
  }

  private synchronized void migrate() {
    if (migrated) {
      return;
    }
    try {
      Flyway.configure(LedgerDatabase.class.getClassLoader())
          .dataSource(source)
          .locations(MIGRATIONS)
          .table(HISTORY)
          // Other tables may stand beside these.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .placeholderReplacement(false)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DataAccessResourceFailureException("the ledger's tables cannot be made", e);
    }
    forced = isH2();
    migrated = true;
  }

  private boolean isH2() {
    return Boolean.TRUE.equals(
        template.execute(
            (Connection connection) ->
                JdbcUtils.commonDatabaseName(connection.getMetaData().getDatabaseProductName())
                    .equals("H2")));
  }

  @Override
  public void destroy() throws Exception {
    if (file != null && migrated) {
      try {
        template.execute("SHUTDOWN");
      } catch (DataAccessException e) {
        LOG.warn("the ledger {} was not closed: {}", file.file(), e.getMessage());
      }
    } else if (source instanceof AutoCloseable pool) {
      pool.close();
    }
  }
}
