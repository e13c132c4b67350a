package org.extendrouter.broker;

import java.nio.file.Path;

/**
 * A file of the embedded broker that is not as it was written.
 *
 * @param file which
 * @param problem what is wrong with it, to go on after its name
 */
record Damage(Path file, String problem) {

  @Override
  public String toString() {
    return file + " " + problem;
  }
}
