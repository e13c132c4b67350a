package org.extendrouter.check.sources;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A file of a {@code configtree:} that has the name of a variable: Spring Boot reads settings from
 * variables of such names, and from files of the names of keys.
 */
public final class UnreadFile {

  private static final String PREFIX = "EXTEND_";

  private UnreadFile() {}

  /**
   * Looks at the names of these files.
   *
   * @param environment with all its sources
   * @return a warning for each that no placeholder reads, which does not tell its value
   */
  public static List<Fault> warnings(ConfigurableEnvironment environment) {
    List<Path> files =
        environment.getPropertySources().stream()
            .filter(ConfigTreePropertySource.class::isInstance)
            .map(ConfigTreePropertySource.class::cast)
            .flatMap(UnreadFile::files)
            .toList();
    if (files.isEmpty()) {
      return List.of();
    }
    Set<String> read = ReadNames.inSettings(environment);
    List<Path> others = files.stream().filter(file -> !read.contains(name(file))).toList();
    if (others.isEmpty()) {
      return List.of();
    }
    read.addAll(ReadNames.inRoutes(environment));
    Map<String, ConfigurationPropertyName> keys = ReadNames.ofKeys(environment);
    return others.stream()
        .filter(file -> !read.contains(name(file)))
        .map(
            file ->
                new Fault(
                    file.toString(),
                    "no setting is read from a file of this name",
                    fix(name(file), read, keys)))
        .toList();
  }

  private static Stream<Path> files(ConfigTreePropertySource tree) {
    return Stream.of(tree.getPropertyNames())
        .filter(name -> name.toUpperCase(Locale.ROOT).startsWith(PREFIX))
        .sorted()
        .map(name -> tree.getSource().resolve(name).toAbsolutePath().normalize());
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String fix(
      String name, Set<String> read, Map<String, ConfigurationPropertyName> keys) {
    return Optional.ofNullable(keys.get(name.toUpperCase(Locale.ROOT)))
        .map(key -> "name it " + key)
        .or(() -> meant(name, read).map("did you mean %s?"::formatted))
        .or(() -> meant(name, keys.keySet()).map(keys::get).map("did you mean %s?"::formatted))
        .orElse(
            "name it as the key, such as extend.default-threshold, read it in application.yaml as"
                + " ${%s}, or remove it".formatted(name));
  }

  private static Optional<String> meant(String name, Set<String> names) {
    Variable written = new Variable(name).uniform();
    return Spelling.closest(
        written.name(),
        names.stream().filter(other -> written.isCloseTo(new Variable(other))).toList());
  }
}
