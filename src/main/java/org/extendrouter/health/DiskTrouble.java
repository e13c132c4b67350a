package org.extendrouter.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the system has against work on files, and what to do: a disk that has become read-only or
 * has no inodes left has room, and its files are whole.
 */
public final class DiskTrouble {

  /** How the router may open more files. */
  public static final String MORE_FILES =
      "raise the limit: ulimit -n 4096, or LimitNOFILE= in systemd's unit";

  private static final String REPAIR =
      "is read-only: look for the reason in the kernel's log (dmesg), repair the disk, mount it writable and restart the router";

  private static final String LARGER_FILES =
      "a file of the journal has 10 MB, and the ledger's grows: lift the limit (ulimit -f unlimited, or LimitFSIZE=infinity in systemd's unit) and restart the router";

  private static final String MORE_QUOTA =
      "raise the quota of the router's user (quota -u shows it), or delete files of this user there that nobody needs";

  /** With more than this, a file that is not made lacks an inode. In bytes. */
  private static final long ROOM = 1024 * 1024;

  /** What the system says, what is wrong with a directory, and what to do if that is told. */
  private record Kind(String told, Function<Path, String> at, String remedy) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "Read-only file system",
              directory -> "the disk of %s %s".formatted(directory, REPAIR),
              "the disk " + REPAIR),
          new Kind(
              "No space left on device",
              DiskTrouble::full,
              "make room on that disk: df shows what is free, df -i whether inodes are left"),
          new Kind(
              "Disk quota exceeded",
              directory ->
                  "the disk quota of the router's user is used up on the disk of %s: %s"
                      .formatted(directory, MORE_QUOTA),
              MORE_QUOTA),
          new Kind(
              "File too large",
              directory -> "the router may write no large files: " + LARGER_FILES,
              LARGER_FILES),
          new Kind(
              "Too many open files",
              directory -> "the router has too many files open: " + MORE_FILES,
              MORE_FILES));

  private DiskTrouble() {}

  /**
   * Tries a directory by making a file in it, which is deleted. Nothing less tells: Linux may say
   * that a disk can be written that an error has made read-only.
   *
   * @param directory one that should be writable
   * @return what is wrong with it and what to do, on one line; empty if it can be written, or for
   *     another reason cannot
   */
  public static Optional<String> at(Path directory) {
    try {
      Files.delete(Files.createTempFile(directory, ".trial", ".part"));
      return Optional.empty();
    } catch (IOException e) {
      return of(e, directory);
    }
  }

  /**
   * What a failure tells.
   *
   * @param failure of work on files; its causes are looked at, too
   * @param directory where they are
   * @return what is wrong and what to do, on one line; empty if the failure tells nothing of it
   */
  public static Optional<String> of(Throwable failure, Path directory) {
    return kind(failure).map(kind -> kind.at().apply(directory));
  }

  /**
   * What to do about a failure whose message says where it was.
   *
   * @param failure of work on files; its causes are looked at, too
   * @return what to do, as the end of a sentence; empty if the failure tells nothing of it
   */
  public static Optional<String> remedy(Throwable failure) {
    return kind(failure).map(Kind::remedy);
  }

  private static String full(Path directory) {
    return (directory.toFile().getUsableSpace() > ROOM
            ? "no inodes are left on the disk of %s, though it has room: delete files there that nobody needs (df -i counts inodes)"
            : "no space is left on the disk of %s: make room there")
        .formatted(directory);
  }

  private static Optional<Kind> kind(Throwable failure) {
    return KINDS.stream().filter(kind -> tells(failure, kind.told())).findFirst();
  }

  private static boolean tells(Throwable failure, String message) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && cause.getMessage().contains(message)) {
        return true;
      }
    }
    return false;
  }
}
