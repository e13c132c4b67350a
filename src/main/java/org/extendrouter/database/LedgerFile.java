package org.extendrouter.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.extendrouter.delivery.FilePermissions;
import org.extendrouter.health.DiskTrouble;
import org.extendrouter.tables.LedgerFailure;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The ledger as a file of its own, which one process has open at a time.
 *
 * @param file the file without its ending
 * @param permissions those of the data directory
 */
record LedgerFile(Path file, FilePermissions permissions) {

  private static final String ENDING = ".mv.db";
  private static final String DAMAGED = ".damaged-";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Where the header says that the last chunk begins. */
  private static final Pattern LAST_BLOCK = Pattern.compile("\\bblock:([0-9a-f]{1,12})\\b");

  private static final int BLOCK = 4096;

  /** With less than this it is not opened, since half of its tables could be made. */
  private static final long ROOM = 1024 * 1024;

  /**
   * Where H2 writes into the middle of its file it names the chunk before the new one as the last
   * one, so that a process that is killed then loses up to twenty commits. Appended to, the file's
   * end tells which is the last one. With a delay it writes on threads of its own, and a kill
   * between two commits that follow each other at once left an index that misses the first one.
   */
  private static final String URL =
      "jdbc:h2:file:%s;REUSE_SPACE=FALSE;AUTO_COMPACT_FILL_RATE=0;MAX_COMPACT_TIME=0"
          + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";

  static LedgerFile below(Path data, FilePermissions permissions) {
    return new LedgerFile(
        data.resolve("ledger").resolve("ledger").toAbsolutePath().normalize(), permissions);
  }

  /** Connections to it. They need no pool, since it is open until it is shut down. */
  DataSource source() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(URL.formatted(file));
    return source;
  }

  /**
   * Makes its directory.
   *
   * @throws IllegalStateException if that fails; says how to fix it
   */
  void prepare() {
    try {
      permissions.createDirectories(file.getParent().getParent());
      FilePermissions.OWNER_ALONE.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new IllegalStateException(
          "The ledger cannot be written in %s: make that directory writable, or set extend.data-dir (EXTEND_DATA_DIR) to one that is"
              .formatted(file.getParent()),
          e);
    }
  }

  Path whole() {
    return file.resolveSibling(file.getFileName() + ENDING);
  }

  /** What tells it from another file of that name; nothing if it is not there. */
  Optional<Object> key() {
    try {
      Object key = Files.readAttributes(whole(), BasicFileAttributes.class).fileKey();
      return Optional.of(key == null ? whole() : key);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** In bytes; 0 if it is not there. */
  long size() {
    return whole().toFile().length();
  }

  boolean isEmpty() {
    return Files.isRegularFile(whole()) && size() == 0;
  }

  /**
   * Whether its end is missing: H2 takes that for a crash, and opens it as it was some time before.
   */
  boolean isCutShort() {
    try (InputStream in = Files.newInputStream(whole())) {
      Matcher last =
          LAST_BLOCK.matcher(new String(in.readNBytes(BLOCK), StandardCharsets.ISO_8859_1));
      return last.find() && size() <= Long.parseLong(last.group(1), 16) * BLOCK;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  /** Whether it could be opened, were it not damaged. */
  boolean isUsable() {
    return size() > 0
        && Files.isReadable(whole())
        && Files.isWritable(whole())
        && Files.isWritable(file.getParent());
  }

  /** Whether it is there, and may be read alone. */
  boolean isReadOnly() {
    return Files.isReadable(whole()) && !Files.isWritable(whole());
  }

  boolean hasRoom() {
    return file.getParent().toFile().getUsableSpace() > ROOM;
  }

  /**
   * Keeps it under another name.
   *
   * @return that name
   * @throws IOException if it stays where it is
   */
  Path moveAside(Instant now) throws IOException {
    Path aside = whole().resolveSibling(whole().getFileName() + DAMAGED + TIME.format(now));
    return Files.move(whole(), aside);
  }

  /** What was moved aside, and is still there. */
  List<Path> aside() {
    String prefix = whole().getFileName() + DAMAGED;
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files
          .filter(path -> path.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Why it cannot be opened, and what to do.
   *
   * @param failure what went wrong
   * @return a failure of the start
   */
  IllegalStateException unusable(Throwable failure) {
    if (LedgerFailure.isLocked(failure)) {
      return new IllegalStateException(
          "The ledger %s is locked by another process, and a file serves one: end that process; or, for several routers, set spring.datasource.url (in an application extend.ledger.url) to a PostgreSQL, for example jdbc:postgresql://db.example.com/extend"
              .formatted(whole()));
    }
    return new IllegalStateException(
        "The ledger %s cannot be opened (%s): %s"
            .formatted(
                whole(),
                LedgerFailure.reason(failure),
                DiskTrouble.at(file.getParent())
                    .orElse("let the router's user read and write it and its directory")));
  }
}
