package org.extendrouter.folders;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/** A name that no script gives a file, so that none puts another in its place. */
final class OwnName {

  private static final Pattern OWN = Pattern.compile("(.+)\\.[0-9a-f-]{36}\\.taken", Pattern.DOTALL);

  /** In bytes, of the 255 that file systems take. */
  private static final int LONGEST = 200;

  private OwnName() {}

  /** The file's name if it is one already. */
  static Path of(Path file) {
    String name = file.getFileName().toString();
    if (OWN.matcher(name).matches()) {
      return file;
    }
    while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return file.resolveSibling("%s.%s.taken".formatted(name, UUID.randomUUID()));
  }

  /** The name that the script has given it, or as much of it as fits. */
  static String original(Path file) {
    return OWN.matcher(file.getFileName().toString()).replaceFirst("$1");
  }
}
