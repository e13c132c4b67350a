package org.extendrouter.consumer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.extendrouter.delivery.FilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which messages are in work, in a file that outlasts a kill: what stands in it at a start was in
 * work when the process died. How often that was the case is kept until the message has been worked
 * on to an end, good or bad. It is a memory-mapped file, which costs a message a few stores, and is
 * not forced to disk: a power failure says nothing of a message.
 *
 * <p>A record that is missing, broken or cannot be written is as good as an empty one.
 */
final class InWorkRecord implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InWorkRecord.class);

  private static final String FILE = "in-work";

  /** So many instances may share a directory. */
  private static final int FILES = 64;

  /* A slot holds one byte each of these, and then the id. */
  private static final int STATE = 0;
  private static final int DEATHS = 1;
  private static final int STARTS = 2;
  private static final int LENGTH = 3;
  private static final int ID = 4;
  private static final int SLOT = 64;

  /** More slots than there are consumers. */
  private static final int SIZE = 1024 * SLOT;

  private static final byte FREE = 0;
  private static final byte IN_WORK = 1;
  private static final byte REMEMBERED = 2;

  /** Another instance may have taken the message; what did not come back for so long will not. */
  private static final int MOST_STARTS = 20;

  static final int NONE = -1;

  private final FileChannel file;
  private final MappedByteBuffer slots;
  private final Deque<Integer> free = new ArrayDeque<>();
  private final Map<String, Integer> suspects = new HashMap<>();

  private InWorkRecord(FileChannel file, MappedByteBuffer slots) {
    this.file = file;
    this.slots = slots;
  }

  /**
   * The record in a directory.
   *
   * @param directory where it is, made if it is missing
   * @param permissions who may look into what is made
   * @return the record that no other process uses, with what stood in it
   */
  static InWorkRecord open(Path directory, FilePermissions permissions) {
    try {
      permissions.createDirectories(directory);
      for (int number = 1; number <= FILES; number++) {
        Path path = directory.resolve(number == 1 ? FILE : FILE + "-" + number);
        FileChannel file = permissions.openOrCreate(path);
        if (isFree(file)) {
          return of(file);
        }
        file.close();
      }
      LOG.warn("no record of what is in work: {} instances have theirs in {}", FILES, directory);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn(
          "no record of what is in work, so a message that ends the process is tried again and again; make {} writable: {}",
          directory,
          e.toString());
    }
    return new InWorkRecord(null, null);
  }

  private static boolean isFree(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException anotherRouterInThisProcess) {
      return false;
    }
  }

  private static InWorkRecord of(FileChannel file) throws IOException {
    if (file.size() != SIZE) {
      // Written in full: on a full disk, a store into a part that was never written is an error.
      file.truncate(0);
      file.write(ByteBuffer.allocate(SIZE), 0);
    }
    InWorkRecord record = new InWorkRecord(file, file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
    for (int slot = 0; slot < SIZE; slot += SLOT) {
      record.recall(slot);
    }
    if (!record.suspects.isEmpty()) {
      LOG.info(
          "the last run was killed or died with {} messages in work; they are tried again",
          record.suspects.size());
    }
    return record;
  }

  /**
   * How often the process died while a message was in work.
   *
   * @param id the message's id
   * @return 0 for most
   */
  synchronized int deaths(String id) {
    Integer slot = suspects.get(id);
    return slot == null ? 0 : slots.get(slot + DEATHS);
  }

  /**
   * Notes that a message is in work now.
   *
   * @param id the message's id
   * @return what to say when it is not any more
   */
  synchronized int begin(String id) {
    Integer slot = suspects.get(id);
    if (slot == null) {
      byte[] bytes = id.getBytes(US_ASCII);
      slot = bytes.length > SLOT - ID ? null : free.poll();
      if (slot == null) {
        return NONE;
      }
      slots.put(slot + DEATHS, (byte) 0);
      slots.put(slot + STARTS, (byte) 0);
      slots.put(slot + LENGTH, (byte) bytes.length);
      slots.put(slot + ID, bytes);
    }
    setState(slot, IN_WORK);
    return slot;
  }

  /**
   * Notes that a message is not in work any more, be it that its work failed.
   *
   * @param slot what {@link #begin} said
   */
  synchronized void end(int slot) {
    if (slot != NONE && file.isOpen()) {
      suspects.values().remove(slot);
      setState(slot, FREE);
      free.push(slot);
    }
  }

  /** What is in work now is cut off by a stop that was asked for, not by what it does. */
  @Override
  public synchronized void close() throws IOException {
    if (file != null && file.isOpen()) {
      free.clear();
      for (int slot = 0; slot < SIZE; slot += SLOT) {
        if (slots.get(slot + STATE) == IN_WORK) {
          setState(slot, slots.get(slot + DEATHS) == 0 ? FREE : REMEMBERED);
        }
      }
      file.close();
    }
  }

  private void recall(int slot) {
    byte state = slots.get(slot + STATE);
    String id = id(slot);
    int starts = slots.get(slot + STARTS) + 1;
    if ((state != IN_WORK && state != REMEMBERED) || id == null || starts > MOST_STARTS) {
      setState(slot, FREE);
      free.add(slot);
      return;
    }
    // First, so that a kill right here does not count one death twice.
    setState(slot, REMEMBERED);
    if (state == IN_WORK) {
      slots.put(slot + DEATHS, (byte) Math.min(Byte.MAX_VALUE, slots.get(slot + DEATHS) + 1));
      starts = 0;
    }
    slots.put(slot + STARTS, (byte) starts);
    suspects.put(id, slot);
  }

  private String id(int slot) {
    int length = slots.get(slot + LENGTH);
    if (length < 1 || length > SLOT - ID || slots.get(slot + DEATHS) < 0) {
      return null;
    }
    byte[] id = new byte[length];
    slots.get(slot + ID, id);
    return new String(id, US_ASCII);
  }

  /** The rest of the slot is written before. */
  private void setState(int slot, byte state) {
    VarHandle.releaseFence();
    slots.put(slot + STATE, state);
    VarHandle.releaseFence();
  }
}
