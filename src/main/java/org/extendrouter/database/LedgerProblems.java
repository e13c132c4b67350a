package org.extendrouter.database;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.extendrouter.database.server.ServerRemedy;
import org.extendrouter.health.DiskTrouble;
import org.extendrouter.tables.LedgerFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;

/** What is wrong with the ledger's database, and what to do. */
final class LedgerProblems {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerProblems.class);

  /** So many that are refused in a row are no coincidence. */
  private static final int MANY = 10;

  private final LedgerFile file;
  private final Clock clock;
  private volatile String lost;
  private volatile Outage outage;
  private volatile Refused refused;
  private volatile List<String> unsuitable = List.of();

  private record Outage(Instant since, boolean ofChange, String reason, String remedy) {}

  private record Refused(int times, Instant since, String reason) {}

  /**
   * None yet.
   *
   * @param file null for a server
   */
  LedgerProblems(LedgerFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** One that can be read may still take nothing, as a standby, so that an answer tells little. */
  synchronized void answered(boolean change) {
    if (change || outage != null && !outage.ofChange()) {
      outage = null;
    }
    if (change) {
      refused = null;
    }
  }

  /** What a database that answers does not suit for. */
  void unsuitable(List<String> sentences) {
    if (!sentences.equals(unsuitable)) {
      sentences.forEach(LOG::warn);
    }
    unsuitable = sentences;
  }

  boolean isDown() {
    return outage != null;
  }

  /** What does not fit into a row says nothing about the database, unless nothing fits. */
  synchronized void failed(DataAccessException failure, boolean change) {
    if (failure instanceof DataIntegrityViolationException) {
      if (change) {
        Refused before = refused;
        refused =
            new Refused(
                before == null ? 1 : before.times() + 1,
                before == null ? now() : before.since(),
                LedgerFailure.reason(failure));
      }
    } else if (!isAnswer(failure, change)) {
      Outage before = outage;
      outage =
          new Outage(
              before == null ? now() : before.since(),
              change || before != null && before.ofChange(),
              LedgerFailure.reason(failure),
              remedy(failure));
    }
  }

  /** Deadlocks and slow questions come from a database that is up; a row that waits is late. */
  private static boolean isAnswer(DataAccessException failure, boolean change) {
    return failure instanceof ConcurrencyFailureException
        || !change && failure instanceof QueryTimeoutException;
  }

  /** What to do about a failure. */
  String remedy(Throwable failure) {
    if (file == null) {
      return ServerRemedy.of(failure);
    }
    if (LedgerFailure.isOfNewerVersion(failure)) {
      return "%s is of a newer version of the router: go back to that version, or stop the router and put back the backup from before the upgrade"
          .formatted(file.whole());
    }
    Path directory = file.whole().getParent();
    return DiskTrouble.of(failure, directory)
        .or(() -> DiskTrouble.at(directory))
        .orElseGet(
            () ->
                LedgerFailure.isOfTables(failure)
                    ? "stop the router, and put back a backup of it; or move %s away, so that it begins anew"
                        .formatted(file.whole())
                    : "make room on the disk of %s, and let the router's user read and write there"
                        .formatted(directory));
  }

  /** Rows are gone, and nothing but a backup brings them back. */
  void lost(String what) {
    lost = "%s at %s".formatted(what, now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** One sentence for each. */
  List<String> all() {
    List<String> problems = new ArrayList<>();
    Outage down = outage;
    if (down != null) {
      problems.add(
          "the ledger's database has not answered since %s (%s): %s; what is to be written waits in extend.ledger"
              .formatted(down.since(), down.reason(), down.remedy()));
    }
    Refused nothingFits = refused;
    if (nothingFits != null && nothingFits.times() >= MANY) {
      problems.add(
          "the ledger's database has refused %d times in a row what was to be written, since %s (%s): undo what was changed in its tables by hand, then replay the dead letters of extend.ledger"
              .formatted(nothingFits.times(), nothingFits.since(), nothingFits.reason()));
    }
    problems.addAll(unsuitable);
    if (lost != null) {
      problems.add(
          lost
              + ": to have its rows again, stop the router and put back a backup; this is shown until the next start");
    }
    if (file != null) {
      for (Path aside : file.aside()) {
        problems.add(
            "the ledger was damaged and begun anew, %s is what was there: to have its rows again, stop the router and put back a backup; delete that file when nobody needs it"
                .formatted(aside));
      }
    }
    return problems;
  }
}
