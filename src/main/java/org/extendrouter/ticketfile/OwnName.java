package org.extendrouter.ticketfile;

import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/** A name that no script gives a file, so that none puts another in its place. */
public final class OwnName {

  private static final Pattern OWN =
      Pattern.compile("(.+)\\.[0-9a-f-]{36}\\.taken", Pattern.DOTALL);

  /** In bytes, of the 255 that file systems take. */
  private static final int LONGEST = 200;

  private OwnName() {}

  /**
   * The name by which a file is taken.
   *
   * @param file a file that was dropped
   * @return beside it; the file itself if it has such a name already
   */
  public static Path of(Path file) {
    String name = file.getFileName().toString();
    if (OWN.matcher(name).matches()) {
      return file;
    }
    return file.resolveSibling(
        "%s.%s.taken".formatted(AsideName.cut(name, LONGEST), UUID.randomUUID()));
  }

  /**
   * The name before it was taken.
   *
   * @param file a file with a name of its own
   * @return what the script has called it, or as much of it as fits
   */
  public static String original(Path file) {
    return OWN.matcher(file.getFileName().toString()).replaceFirst("$1");
  }
}
