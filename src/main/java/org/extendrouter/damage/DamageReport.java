package org.extendrouter.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.extendrouter.connection.BrokerCheck;
import org.extendrouter.delivery.FilePermissions;
import org.extendrouter.health.DiskTrouble;
import org.extendrouter.storage.Damage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damage to the broker's files, kept until someone has dealt with it: the broker itself goes on
 * with what it can read, and leaves no trace of the rest. A copy of each damaged file, and a line
 * about it, are in a directory beside the journal; health is DOWN until that is gone.
 */
public final class DamageReport implements BrokerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(DamageReport.class);

  private final Path directory;
  private final Path report;
  private volatile boolean fresh;

  /**
   * One that may be empty.
   *
   * @param directory where to keep it
   */
  public DamageReport(Path directory) {
    this.directory = directory;
    this.report = directory.resolve("report.txt");
  }

  /**
   * Keeps what was found.
   *
   * @param damages what is damaged
   * @throws IllegalStateException if that is not possible; the broker must not start then
   */
  public void keep(List<Damage> damages) {
    // A directory that holds nothing has nothing to be rewritten.
    fresh = damages.stream().anyMatch(damage -> !Files.isDirectory(damage.file()));
    try {
      for (Damage damage : damages) {
        write(damage);
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "The broker's files are damaged, and no copy of them can be kept in %s, so the router does not start: %s (%s)"
              .formatted(directory, DiskTrouble.of(e, directory).orElse("make it writable"), e),
          e);
    }
  }

  /**
   * Keeps what was found while the broker runs.
   *
   * @param damage what is damaged
   */
  void add(Damage damage) {
    try {
      write(damage);
    } catch (IOException e) {
      LOG.error("no copy of it can be kept in {}: {}", directory, e.toString());
    }
  }

  private synchronized void write(Damage damage) throws IOException {
    LOG.error("{}", advice(damage.toString()));
    // As it lies in the broker's directory: pages of several queues have the same name.
    Path copy =
        directory.resolve(
            directory.toAbsolutePath().getParent().relativize(damage.file().toAbsolutePath()));
    FilePermissions.OWNER_ALONE.createDirectories(copy.getParent());
    if (Files.isRegularFile(damage.file()) && Files.notExists(copy)) {
      Files.copy(damage.file(), copy);
    }
    if (!lines().contains(damage.toString())) {
      Files.writeString(
          report,
          damage + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /**
   * Whether something was found at this start.
   *
   * @return true if the broker still has it
   */
  public boolean isFresh() {
    return fresh;
  }

  /** The broker has only what it could read from now on. */
  public void rewritten() {
    fresh = false;
  }

  @Override
  public Optional<String> problem() {
    try {
      List<String> lines = lines();
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(
              advice(
                  lines.size() == 1
                      ? lines.get(0)
                      : lines.get(0) + ", and " + (lines.size() - 1) + " more"));
    } catch (IOException e) {
      return Optional.of(report + " cannot be read: " + e.getMessage());
    }
  }

  /** What comes from now on is whole. */
  @Override
  public boolean storesAllTheSame() {
    return true;
  }

  private List<String> lines() throws IOException {
    return Files.exists(report) ? Files.readAllLines(report) : List.of();
  }

  private String advice(String damage) {
    return damage
        + "; events may be lost: a dead letter of one says what to do; compare with Extend what else"
        + " is missing and run its documents again there, since the same events may be dropped as"
        + " duplicates, or restore a backup; what is known of it is in "
        + directory
        + ", delete it when that is done";
  }
}
