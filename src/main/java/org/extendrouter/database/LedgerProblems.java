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
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/** What is wrong with the ledger's database, and what to do. */
final class LedgerProblems {

  private final LedgerFile file;
  private final Clock clock;
  private volatile String lost;
  private volatile Outage outage;

  private record Outage(Instant since, boolean ofChange, String reason, String remedy) {}

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
  }

  boolean isDown() {
    return outage != null;
  }

  /** What does not fit into a row says nothing about the database. */
  synchronized void failed(DataAccessException failure, boolean change) {
    if (!(failure instanceof DataIntegrityViolationException)) {
      Outage before = outage;
      outage =
          new Outage(
              before == null ? now() : before.since(),
              change || before != null && before.ofChange(),
              LedgerFailure.reason(failure),
              remedy(failure));
    }
  }

  /** What to do about a failure. */
  String remedy(Throwable failure) {
    if (file == null) {
      return ServerRemedy.of(failure);
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
