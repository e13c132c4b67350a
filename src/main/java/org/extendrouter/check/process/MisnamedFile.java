package org.extendrouter.check.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.installation.BackupFile;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.springframework.core.env.Environment;

/** The file of settings under a name that Spring Boot does not look for, so that none is read. */
public final class MisnamedFile implements SettingRule {

  private static final String NAME = "application";

  private static final Pattern FILE =
      Pattern.compile("(?<stem>[\\w-]+)\\.(?i:ya?ml|ymal|ya?ml\\.txt|(?<properties>properties))");

  private final Path home;

  /**
   * Looks in the places of files of settings.
   *
   * @param home the directory that the router starts in
   */
  public MisnamedFile(Path home) {
    this.home = home;
  }

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    if (isElsewhere(settings.environment()) || SettingPlaces.isFound(home, NAME)) {
      return Stream.empty();
    }
    return SettingPlaces.directories(home).stream()
        .flatMap(MisnamedFile::files)
        // Of a copy nobody knows that it was to be read, unless nothing else is.
        .filter(file -> BackupFile.original(file).isEmpty() || settings.places().files().isEmpty())
        .flatMap(MisnamedFile::fault);
  }

  private static boolean isElsewhere(Environment environment) {
    return Stream.of("name", "location", "additional-location", "import")
        .anyMatch(key -> environment.containsProperty("spring.config." + key));
  }

  private static Stream<Path> files(Path directory) {
    if (!Files.isReadable(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Fault> fault(Path file) {
    Matcher name = FILE.matcher(BackupFile.original(file).orElse(file).getFileName().toString());
    // What is read with a profile is no slip.
    if (!name.matches()
        || name.group("stem").startsWith(NAME + "-")
        || Spelling.closest(name.group("stem"), List.of(NAME)).isEmpty()) {
      return Stream.empty();
    }
    return Stream.of(
        new Fault(
            file.toAbsolutePath().normalize().toString(),
            "is not read, and no other file of settings is",
            "did you mean %s.%s?"
                .formatted(NAME, name.group("properties") == null ? "yaml" : "properties")));
  }
}
