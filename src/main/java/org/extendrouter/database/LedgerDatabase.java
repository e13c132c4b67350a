package org.extendrouter.database;

import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.extendrouter.database.server.ServerSource;
import org.extendrouter.database.server.Suitability;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.tables.LedgerFailure;
import org.extendrouter.tables.LedgerTables;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger's database. It is no {@code DataSource} bean, since an application may have one for a
 * database of its own. A file is opened at the start, which it stops if another process has it; one
 * that is damaged is kept, and begun anew. A server may be down then, and a file's disk full; it is
 * asked when there is something to write.
 */
@Component
public final class LedgerDatabase implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerDatabase.class);

  private static final int QUERY_SECONDS = 20;

  /** Above so many bytes it is looked whether the file holds more than its rows take. */
  private static final long LARGE = 64L * 1024 * 1024;

  /** Of a file in percent. */
  private static final int SPARSE = 30;

  private static final String FILLED =
      "SELECT EXP(SUM(LN(GREATEST(CAST(setting_value AS DOUBLE PRECISION), 1) / 100))) * 100"
          + " FROM information_schema.settings"
          + " WHERE setting_name IN ('info.FILL_RATE', 'info.CHUNKS_FILL_RATE')";

  private final LedgerFile file;
  private final Clock clock;
  private final LedgerProblems problems;
  private final DataSource source;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final JdbcTemplate template;

  /** Whoever closes the file waits for those that use it. */
  private final ReadWriteLock access = new ReentrantReadWriteLock();

  private volatile boolean migrated;
  private boolean forced;
  private volatile Object opened;
  private volatile long large = LARGE;

  LedgerDatabase(
      LedgerProperties properties,
      FilesProperties files,
      Environment environment,
      @RouterClock Clock clock,
      @Value("${extend.data-dir}") Path data,
      @Value("${extend.standalone:false}") boolean standalone) {
    this.file = properties.isFile() ? LedgerFile.below(data, files.forNew()) : null;
    this.clock = clock;
    this.problems = new LedgerProblems(file, clock);
    this.source =
        file == null
            ? ServerSource.of(
                properties.url(), properties.user(), properties.password(), environment, standalone)
            : file.source();
    this.template = new JdbcTemplate(source);
    template.setQueryTimeout(QUERY_SECONDS);
    this.jdbc = JdbcClient.create(template);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
  }

  @PostConstruct
  void start() {
    if (file == null) {
      return;
    }
    file.prepare();
    if (file.isEmpty()) {
      LOG.error(
          "the ledger {} is there and empty: put back a backup, if it had rows", file.whole());
      problems.lost("the ledger %s was empty".formatted(file.whole()));
    }
    try {
      open();
    } catch (DataAccessException e) {
      problems.failed(e, true);
      LOG.error(
          "the ledger {} is not open ({}): {}; what is to be written waits in extend.ledger",
          file.whole(),
          LedgerFailure.reason(e),
          problems.remedy(e));
    }
  }

  /**
   * Opens the file, or begins it anew.
   *
   * @throws IllegalStateException if it is another process's, or the router's user may not write it
   * @throws DataAccessException if its disk is full or fails, or its tables cannot be made or
   *     changed; it is whole then
   */
  private void open() {
    if (file.isReadOnly()) {
      throw file.unusable(new AccessDeniedException(file.whole().toString(), null, "read only"));
    }
    if (!file.hasRoom()) {
      throw new DataAccessResourceFailureException("no room on its disk");
    }
    boolean cutShort = file.isCutShort();
    try {
      if (cutShort) {
        throw new DataAccessResourceFailureException("its end is missing");
      }
      migrate();
    } catch (RuntimeException e) {
      boolean room = file.hasRoom();
      if (LedgerFailure.isLocked(e) || room && !file.isUsable()) {
        throw file.unusable(e);
      }
      if (!room
          || LedgerFailure.isOfTheDisk(e)
          || !cutShort && !LedgerFailure.isDamageAtOpening(e)) {
        close();
        throw e;
      }
      beginAnew(e);
    }
  }

  private void openLate() {
    if (!migrated) {
      try {
        open();
      } catch (IllegalStateException e) {
        throw new DataAccessResourceFailureException(e.getMessage(), e);
      }
    }
  }

  /**
   * Whether it is a file in the data directory, which serves one router.
   *
   * @return false if others may write into it as well
   */
  public boolean isFile() {
    return file != null;
  }

  /**
   * Asks the database.
   *
   * @param question what to ask
   * @return the answer
   * @throws DataAccessException if the database does not answer
   */
  public <T> T ask(Function<JdbcClient, T> question) {
    return use(() -> question.apply(jdbc), false);
  }

  /**
   * Changes the database: all of it or nothing, on disk when this returns.
   *
   * @param change what to change, and what to return of it; done once more if another router, or
   *     another of this one's threads, wrote one of its rows meanwhile, so that it finds that row
   * @return what the change returns
   * @throws DataAccessException if the database does not take it
   */
  public <T> T change(Function<JdbcClient, T> change) {
    T answer =
        use(
            () -> {
              T changed;
              try {
                changed = transact(change);
              } catch (TransactionException e) {
                throw new DataAccessResourceFailureException(
                    "the ledger's database does not answer", e);
              }
              if (forced) {
                // Else H2 writes what was committed when it has much of it, and waits for no disk.
                template.execute("CHECKPOINT SYNC");
              }
              return changed;
            },
            true);
    if (file != null) {
      if (look()) {
        throw new DataAccessResourceFailureException("the ledger's file was not there any more");
      }
      compact();
    }
    return answer;
  }

  private <T> T transact(Function<JdbcClient, T> change) {
    try {
      return transaction.execute(status -> change.apply(jdbc));
    } catch (DuplicateKeyException writtenMeanwhile) {
      return transaction.execute(status -> change.apply(jdbc));
    }
  }

  /** What is wrong, and what to do. */
  List<String> problems() {
    return problems.all();
  }

  /**
   * Whether what was asked or changed last has failed, for a reason that is not in what was to be
   * written.
   *
   * @return false once it answers; after a change that failed once a change gets through
   */
  public boolean isDown() {
    return problems.isDown();
  }

  private <T> T use(Supplier<T> work, boolean change) {
    try {
      if (file != null && !migrated) {
        alone(this::openLate);
      }
      T answer = whileOpen(work);
      problems.answered(change);
      return answer;
    } catch (DataAccessException e) {
      problems.failed(e, change);
      if (file != null && LedgerFailure.isDamage(e)) {
        alone(() -> beginAnew(e));
      }
      if (LedgerFailure.isReadOnly(e)) {
        // H2 opens it so where it may not write, and never again in another way.
        alone(this::close);
      }
      throw e;
    }
  }

  private <T> T whileOpen(Supplier<T> work) {
    access.readLock().lock();
    try {
      migrate();
      return work.get();
    } finally {
      access.readLock().unlock();
    }
  }

  private void alone(Runnable work) {
    access.writeLock().lock();
    try {
      work.run();
    } finally {
      access.writeLock().unlock();
    }
  }

  /**
   * Opens the file again where somebody has deleted or replaced it: what is written to one that was
   * deleted is gone once the router ends. Opens it, too, where it could not be opened before.
   *
   * @return whether that was so
   */
  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  public boolean look() {
    if (file != null && !migrated) {
      lookForRoom();
    }
    if (file == null || !isReplaced()) {
      return false;
    }
    alone(
        () -> {
          if (isReplaced()) {
            LOG.error(
                "the ledger {} was deleted or replaced while the router runs: it goes on with what is there now; to have its rows again, stop the router and put back a backup",
                file.whole());
            problems.lost("the ledger %s was deleted or replaced".formatted(file.whole()));
            close();
            file.prepare();
            migrate();
          }
        });
    return true;
  }

  private void lookForRoom() {
    try {
      use(() -> null, true);
    } catch (DataAccessException e) {
      LOG.debug("health tells of it", e);
    }
  }

  private boolean isReplaced() {
    Object key = opened;
    return key != null && !file.key().equals(Optional.of(key));
  }

  private void beginAnew(Exception damage) {
    close();
    try {
      Path aside = file.moveAside(clock.instant());
      LOG.error(
          "the ledger {} is damaged and begun anew, {} is what was there: to have its rows again, stop the router and put back a backup ({})",
          file.whole(),
          aside,
          LedgerFailure.reason(damage));
    } catch (IOException e) {
      throw file.unusable(damage);
    }
    migrate();
  }

  private void close() {
    try {
      template.execute("SHUTDOWN IMMEDIATELY");
    } catch (DataAccessException e) {
      LOG.debug("the ledger {} was not open", file.whole(), e);
    }
    migrated = false;
    opened = null;
  }

  /** Its file is only appended to. */
  private void compact() {
    if (file.size() < large) {
      return;
    }
    alone(
        () -> {
          try {
            Double filled = template.queryForObject(FILLED, Double.class);
            if (filled != null && filled < SPARSE) {
              rewrite();
            }
          } catch (DataAccessException e) {
            LOG.warn("the ledger {} was not compacted: {}", file.whole(), LedgerFailure.reason(e));
          }
          large = file.size() + LARGE;
        });
  }

  private void rewrite() {
    opened = null;
    try {
      template.execute("SHUTDOWN COMPACT");
      template.execute("SELECT 1");
    } finally {
      opened = file.key().orElse(null);
    }
  }

  private synchronized void migrate() {
    if (migrated) {
      return;
    }
    try {
      problems.unsuitable(Suitability.problems(source, LedgerTables.make(source)));
    } catch (FlywayException e) {
      throw new DataAccessResourceFailureException("the ledger's tables cannot be made", e);
    }
    forced = isH2();
    opened = file == null ? null : file.key().orElse(null);
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
        LOG.warn("the ledger {} was not closed: {}", file.whole(), e.getMessage());
      }
    } else if (source instanceof AutoCloseable pool) {
      pool.close();
    }
  }
}
