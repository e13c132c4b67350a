package org.extendrouter.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Who made a file.
 *
 * @param name the name of a user
 */
record FileOwner(String name) {

  static FileOwner of(Path file) throws IOException {
    try {
      return new FileOwner(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName());
    } catch (UnsupportedOperationException noOwners) {
      return new FileOwner("unknown");
    }
  }
}
