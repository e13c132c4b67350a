package org.extendrouter.check.directories;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The lock that Artemis holds while it runs, and waits for without end if another has it. */
public final class JournalLock {

  private static final String NAME = "serverlock.1";

  private JournalLock() {}

  /**
   * Whether a broker that runs has the journal, also if the router's own lock was deleted.
   *
   * @param journal the directory
   * @return true if another process has it
   * @throws IOException if the file cannot be opened
   * @throws OverlappingFileLockException if this process has it; the file stays open, since to
   *     close it would let go of the other's lock
   */
  public static boolean isHeld(Path journal) throws IOException {
    Path file = journal.resolve(NAME);
    if (!Files.exists(file)) {
      return false;
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      channel.close();
      return lock == null;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
