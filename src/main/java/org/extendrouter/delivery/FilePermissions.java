package org.extendrouter.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may read and change what the router writes. New files and directories have these permissions
 * from their first moment; what exists is left as it is. On Windows, where directories hand down
 * their permissions, nothing is set.
 *
 * @param files what may be done with a file
 * @param directories what may be done with a directory
 */
public record FilePermissions(
    Set<PosixFilePermission> files, Set<PosixFilePermission> directories) {

  /** Nobody but the user who runs the router may do anything. */
  public static final FilePermissions OWNER_ALONE = of("rw-------");

  private static final Set<OpenOption> NEW_CONTENT =
      Set.of(
          StandardOpenOption.WRITE,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          LinkOption.NOFOLLOW_LINKS);

  private static final Set<OpenOption> READ_AND_WRITE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

  private static final int CHUNK = 128 * 1024;

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /**
   * The same people for files and for directories.
   *
   * @param files the permissions of files as {@code ls -l} shows them, for example {@code
   *     rw-r-----}
   * @return these, and for directories the right to enter where files may be read
   */
  static FilePermissions of(String files) {
    return new FilePermissions(
        PosixFilePermissions.fromString(files),
        PosixFilePermissions.fromString(files.replace("r--", "r-x").replace("rw-", "rwx")));
  }

  /** These, but for what an endpoint's own options say. */
  FilePermissions or(Set<PosixFilePermission> ownFiles, Set<PosixFilePermission> ownDirectories) {
    return new FilePermissions(
        ownFiles.isEmpty() ? files : ownFiles,
        ownDirectories.isEmpty() ? directories : ownDirectories);
  }

  /**
   * Makes a directory and those above it that are missing.
   *
   * @param directory the directory
   * @throws IOException if it cannot be made
   */
  public void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      createDirectories(parent);
    }
    try {
      Files.createDirectory(directory, attributes(directories));
      widen(directory, directories);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
      // Another thread or instance has just made it.
    }
    if (parent != null) {
      force(parent);
    }
  }

  /** Gives a file new content. A link, which others may have made, is not followed. */
  void write(Path file, byte[] content, boolean force) throws IOException {
    try (FileChannel channel = FileChannel.open(file, NEW_CONTENT, attributes(files))) {
      widen(file, files);
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.position() < content.length) {
        // Java keeps a copy of the largest buffer that a thread has written, outside the heap.
        rest.limit(Math.min(content.length, rest.position() + CHUNK));
        channel.write(rest);
      }
      if (force) {
        channel.force(true);
      }
    }
  }

  /**
   * Opens a file to be read and changed, and makes it if it is missing.
   *
   * @param file the file
   * @return the file, at its beginning
   * @throws IOException if it cannot be opened or made
   */
  public FileChannel openOrCreate(Path file) throws IOException {
    return FileChannel.open(file, READ_AND_WRITE, attributes(files));
  }

  /**
   * Gives a small file new content, all at once; it is on disk then.
   *
   * @param file the file, in a directory that may be missing
   * @param content all of its content
   * @throws IOException if it cannot be written; it is as it was then
   */
  public void replace(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    createDirectories(directory);
    WrittenFile written = new WrittenFile(directory.resolve("." + file.getFileName() + ".part"));
    write(written.path(), content, true);
    written.replace(file);
    force(directory);
  }

  /** Sets what a file that was written by other means may be used for. */
  void set(Path file) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(file, files);
    }
  }

  /**
   * Waits until the names in a directory are on disk.
   *
   * @param directory the directory
   * @throws IOException if it cannot be opened
   */
  public static void force(Path directory) throws IOException {
    // Windows cannot open a directory, and needs no force to keep a name.
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /** The process's umask takes from what is given to others when a file is made. */
  private static void widen(Path path, Set<PosixFilePermission> wanted) throws IOException {
    Set<PosixFilePermission> forOthers = EnumSet.copyOf(wanted);
    forOthers.removeAll(
        Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
    if (!POSIX || forOthers.isEmpty()) {
      return;
    }
    int mode = (int) Files.getAttribute(path, "unix:mode");
    for (PosixFilePermission permission : wanted) {
      mode |= 0400 >> permission.ordinal();
    }
    // Unlike the POSIX view, this keeps the bit by which a shared directory hands down its group.
    Files.setAttribute(path, "unix:mode", mode);
  }
}
