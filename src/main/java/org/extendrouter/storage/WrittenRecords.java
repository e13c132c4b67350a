package org.extendrouter.storage;

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

  /** The type of a record, the id of its file, and how often it was compacted. */
  private static final int FIXED = 1 + Integer.BYTES + 1;

  /** A record without content. */
  private static final int SMALLEST = JournalImpl.SIZE_DELETE_RECORD + 1;

  /** What the longest has before its content. */
  private static final int FRONT = FIXED + 2 * Long.BYTES + Integer.BYTES;

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

  /**
   * Whether the last one was written to its end and yet cannot be read. A kill leaves only the
   * beginning of a record; what follows it then is empty, or of an earlier use of the file.
   */
  boolean endsInAWholeRecord() throws IOException {
    byte[] content = Files.readAllBytes(path);
    ByteBuffer next = ByteBuffer.wrap(content, end, content.length - end).slice();
    if (next.remaining() < FRONT || !isOurs(next.getInt(1))) {
      return false;
    }
    for (int size = SMALLEST; size <= next.remaining(); size++) {
      if (next.getInt(size - Integer.BYTES) == size) {
        return true;
      }
    }
    int size = size(next);
    return size >= SMALLEST
        && size <= next.remaining()
        && isNearly(next.getInt(size - Integer.BYTES), size);
  }

  /** Ids count up, so a lower one is of an earlier use of the file. */
  private boolean isOurs(int found) {
    return found == id || (found < 0 || found > id) && isNearly(found, id);
  }

  /** Whether no more than two bytes of a number that was written have changed. */
  private static boolean isNearly(int found, int written) {
    int different = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      different += ((found ^ written) >>> shift & 0xFF) == 0 ? 0 : 1;
    }
    return found != 0 && different <= 2;
  }

  /** What a record says of its size before its content; the same stands at its end. */
  private static int size(ByteBuffer record) {
    return switch (record.get(0)) {
      case JournalImpl.EVENT_RECORD, JournalImpl.ADD_RECORD, JournalImpl.UPDATE_RECORD ->
          JournalImpl.SIZE_ADD_RECORD + 1 + record.getInt(FIXED + Long.BYTES);
      case JournalImpl.ADD_RECORD_TX, JournalImpl.UPDATE_RECORD_TX ->
          JournalImpl.SIZE_ADD_RECORD_TX + 1 + record.getInt(FIXED + 2 * Long.BYTES);
      case JournalImpl.DELETE_RECORD_TX ->
          JournalImpl.SIZE_DELETE_RECORD_TX + 1 + record.getInt(FIXED + 2 * Long.BYTES);
      case JournalImpl.DELETE_RECORD, JournalImpl.ROLLBACK_RECORD ->
          JournalImpl.SIZE_DELETE_RECORD + 1;
      case JournalImpl.COMMIT_RECORD -> JournalImpl.SIZE_COMMIT_RECORD + 1;
      default -> 0;
    };
  }
}
