package org.extendrouter.broker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.extendrouter.delivery.FilePermissions;
import org.extendrouter.health.DiskTrouble;
import org.springframework.util.unit.DataSize;

/**
 * The directory of the embedded broker's journal.
 *
 * @param directory where it is
 * @param minFree how much of its disk must be free for anything new to be taken
 */
record Journal(File directory, DataSize minFree) {

  /**
   * Why nothing new should be written to it.
   *
   * @return what is wrong and how to fix it; empty if all is well
   */
  Optional<String> problem() {
    Optional<String> unusable = unusable();
    if (unusable.isPresent() || !isShortOfRoom()) {
      return unusable;
    }
    // Without what is free now: health says each sentence once, from looks at two moments.
    return Optional.of(
        "the disk of %s has less free space than the %d MB of extend.broker.min-disk-free; free space on it"
            .formatted(directory.getPath(), minFree.toMegabytes()));
  }

  /**
   * Why nothing can be written to it, however much room there is.
   *
   * @return what is wrong and how to fix it; empty if all is well
   */
  Optional<String> unusable() {
    if (!directory.isDirectory()) {
      return Optional.of(
          "the directory %s is gone; put it back and restart".formatted(directory.getPath()));
    }
    return directory.canWrite()
        ? Optional.empty()
        : trouble()
            .or(
                () ->
                    Optional.of(
                        "the directory %s cannot be written; make it writable"
                            .formatted(directory.getPath())));
  }

  /**
   * What its disk has against new files. Makes one to find out.
   *
   * @return what is wrong and how to fix it; empty if a file can be made
   */
  Optional<String> trouble() {
    return DiskTrouble.at(directory.toPath());
  }

  /**
   * What a failure of the broker tells of the disk.
   *
   * @param failure of its start or its work
   * @return what is wrong and how to fix it; empty if the failure tells nothing of it
   */
  Optional<String> trouble(Throwable failure) {
    return DiskTrouble.of(failure, directory.toPath());
  }

  /**
   * Whether its disk has less room than must be free for anything new to be taken.
   *
   * @return true if so
   */
  boolean isShortOfRoom() {
    return room() < minFree.toBytes();
  }

  /**
   * How much of its disk is free.
   *
   * @return in bytes; 0 if the directory is gone
   */
  long room() {
    return directory.getUsableSpace();
  }

  /**
   * Makes the directory, and those above it that are missing. Only the router's user may look into
   * the broker's; into the one above, whoever may read the router's files.
   *
   * @param permissions who may read the router's files
   * @throws IllegalStateException if it cannot be written; says how to fix it
   */
  void prepare(FilePermissions permissions) {
    Path journal = directory.toPath().toAbsolutePath();
    try {
      permissions.createDirectories(journal.getParent().getParent());
      FilePermissions.OWNER_ALONE.createDirectories(journal);
    } catch (IOException e) {
      throw unusable(e);
    }
    if (!directory.canWrite()) {
      throw unusable(null);
    }
  }

  private IllegalStateException unusable(IOException cause) {
    return new IllegalStateException(
        "The journal cannot be written in %s: make that directory writable, or set extend.data-dir (EXTEND_DATA_DIR) to one that is"
            .formatted(directory.getAbsolutePath()),
        cause);
  }
}
