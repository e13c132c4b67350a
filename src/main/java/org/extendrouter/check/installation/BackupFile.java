package org.extendrouter.check.installation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A copy that people, editors and package managers leave beside a file, or in its place.
 *
 * @param path the copy
 * @param original the file that it is a copy of
 */
public record BackupFile(Path path, Path original) {

  private static final Pattern NAME =
      Pattern.compile(
          "(?<original>.+)"
              + "(~|\\.(?i:bak|backup|old|orig|save|swp|rpmsave|rpmnew|dpkg-old|dpkg-dist))");

  /**
   * Tells a copy by its name.
   *
   * @param path a file
   * @return the copy; empty if it is none
   */
  public static Optional<BackupFile> of(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches()
        ? Optional.of(new BackupFile(path, path.resolveSibling(name.group("original"))))
        : Optional.empty();
  }

  /**
   * The file that a name leads to.
   *
   * @param path a file
   * @return the one that it is a copy of; itself if it is none
   */
  public static Path originalOf(Path path) {
    return of(path).map(BackupFile::original).orElse(path);
  }

  /**
   * Whether the file itself is missing, so that the copy may be all that is left of it.
   *
   * @return false if it is there
   */
  public boolean isAlone() {
    return Files.notExists(original);
  }
}
