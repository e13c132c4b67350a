package org.extendrouter.ticketfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Who made a file.
 *
 * @param name the name of a user
 */
public record FileOwner(String name) {

  /**
   * Asks the file system.
   *
   * @param file the file; if it is a link, the link
   * @return {@code unknown} if it knows no owners
   * @throws IOException if it does not say
   */
  public static FileOwner of(Path file) throws IOException {
    try {
      return new FileOwner(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName());
    } catch (UnsupportedOperationException noOwners) {
      return new FileOwner("unknown");
    }
  }
}
