package org.extendrouter.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that is whole and does not have its name yet.
 *
 * @param path where it was written
 */
record WrittenFile(Path path) {

  private static final int DIGEST_LENGTH = 16;

  /** Gives the file a name, all at once, in place of whatever has that name. */
  void replace(Path target) throws IOException {
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Gives the file a name that is free, all at once.
   *
   * @return false if another file has that name; both are as they were
   */
  boolean takeName(Path target) throws IOException {
    try {
      Files.createLink(target, path);
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (FileSystemException | UnsupportedOperationException noLinks) {
      // FAT and some network shares have none: there another instance may take the name in between.
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      replace(target);
      return true;
    }
    remove();
    return true;
  }

  boolean hasContentOf(Path other) throws IOException {
    return Files.mismatch(path, other) == -1;
  }

  /** A name for the file beside one that it must not replace; the same for the same content. */
  Path beside(Path target) throws IOException {
    String name = target.getFileName().toString();
    int ending = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
    return target.resolveSibling(
        name.substring(0, ending) + ".conflict-" + digest() + name.substring(ending));
  }

  private String digest() throws IOException {
    try (InputStream in = Files.newInputStream(path);
        DigestInputStream digested =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      // Reading is what feeds the digest.
      digested.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of()
          .formatHex(digested.getMessageDigest().digest())
          .substring(0, DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }

  void remove() throws IOException {
    Files.deleteIfExists(path);
  }
}
