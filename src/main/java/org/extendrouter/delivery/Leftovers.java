package org.extendrouter.delivery;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.camel.support.LRUCacheFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names for files that are being written, and an end for those that nobody writes any more. Each
 * attempt has a name of its own, so that two instances never write one file, and none goes on with
 * what another has left. What an instance leaves when it dies is found by its age.
 */
final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** Far longer than any write takes; also how often a directory is looked at. */
  private static final Duration HOUR = Duration.ofHours(1);

  private static final int DIRECTORIES = 1000;

  private static final Pattern ATTEMPT = Pattern.compile(".+\\.[0-9a-f]{16}-[0-9]+");

  private final String instance =
      HexFormat.of().toHexDigits(UUID.randomUUID().getMostSignificantBits());
  private final AtomicLong attempts = new AtomicLong();
  private final Map<Path, Instant> lookedAt = LRUCacheFactory.newLRUCache(DIRECTORIES);
  private final Clock clock;
  private final Executor executor;

  /**
   * @param clock tells how old a file is
   * @param executor looks at directories, apart from the threads that deliver
   */
  Leftovers(Clock clock, Executor executor) {
    this.clock = clock;
    this.executor = executor;
  }

  /** The name under which a file is written by one attempt of one instance. */
  String nameOfAttempt(String temporary) {
    return temporary + "." + instance + "-" + attempts.incrementAndGet();
  }

  /** Removes what was left in a directory, soon, and at most once an hour. */
  void removeFrom(Path directory, String prefix) {
    Instant now = clock.instant();
    Instant last = lookedAt.get(directory);
    if (last == null || Duration.between(last, now).compareTo(HOUR) >= 0) {
      lookedAt.put(directory, now);
      executor.execute(() -> remove(directory, prefix, now.minus(HOUR)));
    }
  }

  private static void remove(Path directory, String prefix, Instant writtenBefore) {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, file -> isAttempt(file, prefix))) {
      for (Path file : files) {
        if (isLeft(file, writtenBefore) && Files.deleteIfExists(file)) {
          LOG.info(
              "removed the half-written file {}, which nobody has written to for an hour", file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("cannot remove half-written files from {}: {}", directory, e.toString());
    }
  }

  private static boolean isLeft(Path file, Instant writtenBefore) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(writtenBefore);
    } catch (NoSuchFileException finished) {
      return false;
    }
  }

  private static boolean isAttempt(Path file, String prefix) {
    String name = file.getFileName().toString();
    return name.startsWith(prefix) && ATTEMPT.matcher(name).matches();
  }
}
