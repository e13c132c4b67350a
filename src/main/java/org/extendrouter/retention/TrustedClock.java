package org.extendrouter.retention;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.extendrouter.delivery.FilePermissions;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.schedule.RouterClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Tells what is old. A clock that is wrong once must not delete what cannot be brought back: after
 * a jump nothing is old until the clock has run on for a day, or shows again what it should. Nor is
 * anything as old as it seems if the router did not see that time pass.
 */
@Component
public final class TrustedClock {

  /**
   * What is dated before was dated by a clock that was wrong, so its age is not known. It is kept.
   */
  public static final Instant EARLIEST = Instant.parse("2024-01-01T00:00:00Z");

  private static final Logger LOG = LoggerFactory.getLogger(TrustedClock.class);

  private static final String FILE = "clock";

  private final Path file;
  private final FilePermissions permissions;
  private final Clock clock;
  private final LongSupplier nanoTime;

  private ClockHistory history;
  private long lookedAt;

  @Autowired
  TrustedClock(
      @Value("${extend.data-dir}") Path data, FilesProperties files, @RouterClock Clock clock) {
    this(data, files.forNew(), clock, System::nanoTime);
  }

  /**
   * @param nanoTime goes on evenly, whatever the clock is set to
   */
  TrustedClock(Path data, FilePermissions permissions, Clock clock, LongSupplier nanoTime) {
    this.file = data.resolve(FILE);
    this.permissions = permissions;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Looks at the clock, and tells what is too old to be kept.
   *
   * @param keep how long it is to be kept
   * @return what is dated before is too old, unless that is before {@link #EARLIEST}; nothing is
   *     while the clock is not believed
   */
  public synchronized Instant before(Duration keep) {
    Instant now = clock.instant();
    long nanos = nanoTime.getAsLong();
    Duration ran = history == null ? Duration.ZERO : Duration.ofNanos(nanos - lookedAt);
    Optional<ClockHistory> earlier = history == null ? read() : Optional.of(history);
    if (earlier.isEmpty()) {
      LOG.info(
          "nothing is known of the clock before now, in {}: nothing is deleted for its age until the router has run for a day; if each start says so, put extend.data-dir on a disk that outlives the router",
          file);
    }
    earlier.filter(last -> last.isJump(now)).ifPresent(last -> tell(last.seen(), now));
    history = earlier.map(last -> last.then(now, ran)).orElseGet(() -> ClockHistory.of(now));
    lookedAt = nanos;
    write();
    return history.isBelieved() ? history.before(now, keep) : EARLIEST;
  }

  private static void tell(Instant seen, Instant now) {
    LOG.warn(
        "the clock was at {} when it was last looked at, and is at {}: nothing is deleted for its age until it has run on for a day; set it if it is wrong, else there is nothing to do{}",
        seen,
        now,
        seen.isBefore(EARLIEST) || now.isBefore(EARLIEST)
            ? "; what is dated before 2024 is kept, its age is not known"
            : "");
  }

  private Optional<ClockHistory> read() {
    try {
      return ClockHistory.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("cannot read {}: {}", file, e.toString());
      return Optional.empty();
    }
  }

  private void write() {
    try {
      permissions.replace(file, history.line().getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      LOG.warn(
          "cannot write {}, by which a clock that jumps is known at the next start: {}",
          file,
          e.toString());
    }
  }
}
