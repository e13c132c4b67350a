package org.extendrouter.check.installation;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A copy that people, editors and package managers leave beside a file, or in its place. */
public final class BackupFile {

  private static final Pattern NAME =
      Pattern.compile(
          "(?<original>.+)"
              + "(~|\\.(?i:bak|backup|old|orig|save|swp|rpmsave|rpmnew|dpkg-old|dpkg-dist))");

  private BackupFile() {}

  /**
   * Tells a copy by its name.
   *
   * @param path a file
   * @return the file that it is a copy of, which need not be there; empty if it is none
   */
  public static Optional<Path> original(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches()
        ? Optional.of(path.resolveSibling(name.group("original")))
        : Optional.empty();
  }
}
