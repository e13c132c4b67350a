package org.extendrouter.storage;

import java.nio.file.Path;

/**
 * A file of the embedded broker that is not as it was written.
 *
 * @param file which
 * @param problem what is wrong with it, to go on after its name
 */
public record Damage(Path file, String problem) {

  @Override
  public String toString() {
    return file + " " + problem;
  }
}
