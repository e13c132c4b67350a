package org.extendrouter.check.directories;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.health.DiskTrouble;
import org.springframework.boot.logging.LogFile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * A file of the log that cannot be written. Spring Boot ends at it with stack traces that name no
 * setting, before anything can be checked; so there is none until it is told.
 */
public final class UnwritableLogFile implements SettingRule {

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    return settings.environment().getPropertySources().stream()
        .filter(Nowhere.class::isInstance)
        .map(source -> ((Nowhere) source).fault);
  }

  /**
   * Lets the log work without a file that cannot be written, until it is told.
   *
   * @param environment the settings, in which there is no such file any more
   */
  public static void replace(ConfigurableEnvironment environment) {
    LogFile file = LogFile.get(environment);
    if (file != null) {
      fault(file.toString(), environment)
          .ifPresent(fault -> environment.getPropertySources().addFirst(new Nowhere(fault)));
    }
  }

  /** No permission tells whether root may write; so this begins as Logback does. */
  private static Optional<Fault> fault(String file, ConfigurableEnvironment environment) {
    try {
      Path path = Path.of(file).toAbsolutePath();
      Path parent = path.getParent();
      // Until Java 20 a link to a directory is none to createDirectories.
      if (parent != null && !Files.isDirectory(parent)) {
        Files.createDirectories(parent);
      }
      Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      return Optional.empty();
    } catch (IOException | InvalidPathException e) {
      String key =
          StringUtils.hasLength(environment.getProperty(LogFile.FILE_NAME_PROPERTY))
              ? LogFile.FILE_NAME_PROPERTY
              : LogFile.FILE_PATH_PROPERTY;
      return Optional.of(
          new Fault(
              new SettingPlaces(environment).place(key),
              "%s cannot be written (%s)".formatted(file, reason(e)),
              DiskTrouble.remedy(e)
                  .orElse("let the router's user write it, or name another file")));
    }
  }

  private static String reason(Exception failure) {
    return failure instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : failure.getClass().getSimpleName();
  }

  /** In place of all that names a file of the log. */
  private static final class Nowhere extends MapPropertySource {

    private final Fault fault;

    Nowhere(Fault fault) {
      super(
          "in place of a file of the log that cannot be written",
          Map.of(LogFile.FILE_NAME_PROPERTY, "", LogFile.FILE_PATH_PROPERTY, ""));
      this.fault = fault;
    }
  }
}
