package org.extendrouter.folders;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Tells files that are whole from those that are still being copied. */
@Component
final class WholeFiles {

  private record Seen(long size, FileTime changed, long since) {}

  /** A copy that goes on changes the file between two looks. */
  private static final Duration UNCHANGED = Duration.ofMillis(900);

  /** A copy over a slow network may stop for as long. */
  private static final Duration BROKEN_OFF = Duration.ofSeconds(20);

  /** In bytes. Of a larger file the end is not looked for each second. */
  private static final long MOST_TO_READ = 8L * 1024 * 1024;

  private final Map<Path, Seen> seen = new HashMap<>();
  private final ObjectMapper mapper = new ObjectMapper();
  private final LongSupplier nanoTime;

  @Autowired
  WholeFiles() {
    this(System::nanoTime);
  }

  /** A file's age is measured without the clock, which may be set back. */
  WholeFiles(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Forgets files that are gone. */
  void retain(Set<Path> files) {
    seen.keySet().retainAll(files);
  }

  /** Whether a file has not changed for a moment, and nobody holds a lock on it. */
  boolean isAtRest(Path file) throws IOException {
    return unchangedFor(file).compareTo(UNCHANGED) >= 0 && isUnlocked(file);
  }

  /** Whether JSON has its end, or does not get it any more. */
  boolean isWholeJson(Path file) throws IOException {
    return hasItsEnd(file) || unchangedFor(file).compareTo(BROKEN_OFF) >= 0;
  }

  /** Those of the file itself, also if it is a link. */
  static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private Duration unchangedFor(Path file) throws IOException {
    BasicFileAttributes now = attributes(file);
    Seen before = seen.get(file);
    if (before == null
        || before.size() != now.size()
        || !before.changed().equals(now.lastModifiedTime())) {
      seen.put(file, new Seen(now.size(), now.lastModifiedTime(), nanoTime.getAsLong()));
      return Duration.ZERO;
    }
    return Duration.ofNanos(nanoTime.getAsLong() - before.since());
  }

  /** What is not JSON at all has no other end either. */
  private boolean hasItsEnd(Path file) throws IOException {
    long size = attributes(file).size();
    if (size == 0 || size > MOST_TO_READ) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        JsonParser json = mapper.createParser(in)) {
      json.nextToken();
      json.skipChildren();
      return true;
    } catch (JacksonException e) {
      // Jackson has an exception of its own for the end of input, and does not always throw it.
      return !e.getOriginalMessage().contains("end-of-input");
    } catch (AccessDeniedException | CharConversionException notToBeRead) {
      return true;
    }
  }

  private static boolean isUnlocked(Path file) {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock != null;
    } catch (OverlappingFileLockException lockedHere) {
      return false;
    } catch (IOException noLocksHere) {
      return true;
    }
  }
}
