package org.extendrouter.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/**
 * How far a file of a journal is written.
 *
 * @param path the file
 * @param id what each of its records begins with, after their type
 * @param end where the last record that can be read ends
 * @param read how many bytes the records have that can be read
 */
record WrittenRecords(Path path, int id, int end, long read) {

  private static final int HEADER = JournalImpl.SIZE_HEADER;

  /** Disks write no less at once. */
  private static final int SECTOR = 512;

  boolean isEmpty() {
    return read == 0;
  }

  boolean hasGap() {
    return end - HEADER != read;
  }

  /** A power failure can leave sectors unwritten before the end, in the last file. */
  boolean hasWrittenGap() throws IOException {
    if (!hasGap()) {
      return false;
    }
    byte[] content = Files.readAllBytes(path);
    byte[] unwritten = new byte[SECTOR];
    for (int i = SECTOR; i + SECTOR <= end; i += SECTOR) {
      if (Arrays.equals(content, i, i + SECTOR, unwritten, 0, SECTOR)) {
        return false;
      }
    }
    return true;
  }

  /** Whether one begins where nothing more can be read. */
  boolean endsInARecord() throws IOException {
    ByteBuffer next = ByteBuffer.allocate(1 + Integer.BYTES);
    try (FileChannel channel = FileChannel.open(path)) {
      return channel.read(next, end) == next.capacity() && next.getInt(1) == id;
    }
  }
}
