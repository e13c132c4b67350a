package org.extendrouter.ticketfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Who made a file. */
public final class FileOwner {

  private FileOwner() {}

  /**
   * Asks the file system.
   *
   * @param file the file; if it is a link, the link
   * @return the name of a user; {@code unknown} if it knows no owners
   * @throws IOException if it does not say
   */
  public static String of(Path file) throws IOException {
    try {
      return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    } catch (UnsupportedOperationException noOwners) {
      return "unknown";
    }
  }
}
