package org.extendrouter.check.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * Knows where each setting stands: its file and line if it has one.
 *
 * @param environment the settings
 */
public record SettingPlaces(Environment environment) {

  /** A default that is the value of another setting. */
  private static final Pattern FOLLOWED = Pattern.compile("\\$\\{([a-z-]+(?:\\.[a-z-]+)+):?}");

  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".properties");

  /**
   * Where a setting stands, or where it would.
   *
   * @param key the key
   * @return the key, with the file and line it was set in; the key alone if nobody has set it
   */
  public String place(String key) {
    return place(ConfigurationPropertyName.of(key));
  }

  /**
   * Where a setting stands, or where it would.
   *
   * @param name the key
   * @return the key, with the file and line it was set in; the key alone if nobody has set it
   */
  public String place(ConfigurationPropertyName name) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty property = source.getConfigurationProperty(name);
      if (property == null && name.isLastElementIndexed()) {
        // A list may be one text, with commas.
        property = source.getConfigurationProperty(name.getParent());
      }
      if (property != null) {
        Matcher followed = FOLLOWED.matcher(String.valueOf(property.getValue()));
        return isDefault(property)
                && followed.matches()
                && environment.containsProperty(followed.group(1))
            ? place(followed.group(1))
            : place(name, property);
      }
      // Of a list that stands in several sources, Spring Boot takes the first alone.
      if (name.getParent().isLastElementIndexed() && holds(source, name.getParent().getParent())) {
        break;
      }
    }
    return neighbour(name).map(property -> place(name, property)).orElseGet(name::toString);
  }

  private static boolean holds(ConfigurationPropertySource source, ConfigurationPropertyName list) {
    return source.containsDescendantOf(list) == ConfigurationPropertyState.PRESENT;
  }

  /** What is missing from an entry of a list has no line; what is there has one. */
  private Optional<ConfigurationProperty> neighbour(ConfigurationPropertyName name) {
    ConfigurationPropertyName entry = name.getParent();
    if (!entry.isLastElementIndexed()) {
      return Optional.empty();
    }
    return all()
        .flatMap(
            source ->
                source.stream().filter(entry::isAncestorOf).map(source::getConfigurationProperty))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /**
   * Where one value of a setting stands, which another source may override.
   *
   * @param name the key
   * @param property the value
   * @return the key, with the file and line of this value, or the variable or argument it is from
   */
  public static String place(ConfigurationPropertyName name, ConfigurationProperty property) {
    return place(name.toString(), property);
  }

  /**
   * Where a key stands that nobody reads, which has no form but the one it is written in.
   *
   * @param part the key, or what it begins with if no more of it can be told
   * @param property the value of the key
   * @return the part, as it is written if it is all of the key, with the file and line, or the
   *     variable or argument
   */
  public static String placeAsWritten(
      ConfigurationPropertyName part, ConfigurationProperty property) {
    return place(
        part.equals(property.getName())
                && property.getOrigin() instanceof PropertySourceOrigin source
            ? source.getPropertyName()
            : part.toString(),
        property);
  }

  private static String place(String name, ConfigurationProperty property) {
    Origin origin = origin(property);
    if (origin instanceof TextResourceOrigin text && text.getLocation() != null) {
      if (isDefaults(resource(text))) {
        return name;
      }
      return "%s line %d, %s".formatted(path(text), text.getLocation().getLine() + 1, name);
    }
    return origin == null ? name : "%s (%s)".formatted(name, origin);
  }

  /**
   * The file that a value stands in.
   *
   * @param property the value
   * @return its absolute path; empty if it stands in none
   */
  public static Optional<Path> file(ConfigurationProperty property) {
    return origin(property) instanceof TextResourceOrigin text
            && text.getResource() != null
            && text.getResource().isFile()
        ? Optional.of(Path.of(path(text)))
        : Optional.empty();
  }

  /**
   * What a value is from, without the source around it.
   *
   * @param property the value
   * @return for example the place in a file; null if it is not known
   */
  public static Origin origin(ConfigurationProperty property) {
    Origin origin = property.getOrigin();
    return origin instanceof PropertySourceOrigin source && source.getOrigin() != null
        ? source.getOrigin()
        : origin;
  }

  private static Resource resource(TextResourceOrigin origin) {
    Resource resource = origin.getResource();
    return resource instanceof OriginTrackedResource tracked ? tracked.getResource() : resource;
  }

  private static String path(TextResourceOrigin origin) {
    try {
      return origin.getResource().getFile().toPath().toAbsolutePath().normalize().toString();
    } catch (IOException notAFile) {
      return origin.getResource().getDescription();
    }
  }

  /**
   * The setting that has a value.
   *
   * @param value with its placeholders filled in
   * @return where the first such setting stands; empty if none has this value
   */
  public Optional<String> of(String value) {
    return listed()
        .flatMap(IterableConfigurationPropertySource::stream)
        .filter(name -> value.equals(environment.getProperty(name.toString())))
        .findFirst()
        .map(this::place);
  }

  /**
   * The sources that say which keys they hold, without the environment of the system: it may hold
   * names of other programs, and has no lines.
   *
   * @return the sources, those that win first
   */
  public Stream<IterableConfigurationPropertySource> listed() {
    return all()
        .filter(
            source -> !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource));
  }

  /**
   * The sources that say which keys they hold.
   *
   * @return the sources, those that win first
   */
  public Stream<IterableConfigurationPropertySource> all() {
    return sources()
        .filter(IterableConfigurationPropertySource.class::isInstance)
        .map(IterableConfigurationPropertySource.class::cast);
  }

  /**
   * The settings of {@link #listed} that have a value.
   *
   * @param wanted which keys
   * @return each as often as it is set, those that win first
   */
  public Stream<ConfigurationProperty> written(Predicate<ConfigurationPropertyName> wanted) {
    return listed()
        .flatMap(source -> source.stream().filter(wanted).map(source::getConfigurationProperty))
        .filter(Objects::nonNull);
  }

  /**
   * The files that hold settings.
   *
   * @return the keys of each, those files that win first
   */
  public Map<Path, Set<ConfigurationPropertyName>> files() {
    Map<Path, Set<ConfigurationPropertyName>> files = new LinkedHashMap<>();
    written(name -> true)
        .forEach(
            setting ->
                file(setting)
                    .ifPresent(
                        file ->
                            files
                                .computeIfAbsent(file, none -> new LinkedHashSet<>())
                                .add(setting.getName())));
    return files;
  }

  /**
   * The directories in which Spring Boot looks for files of settings by itself.
   *
   * @param home the directory that the router starts in
   * @return the directories; they need not be there
   */
  public static List<Path> directories(Path home) {
    return List.of(home, home.resolve("config"));
  }

  /**
   * Whether Spring Boot finds a file of settings by itself.
   *
   * @param home the directory that the router starts in
   * @param name for example {@code application}
   * @return true if there is a file of this name, with any of the endings that hold settings
   */
  public static boolean isFound(Path home, String name) {
    return directories(home).stream()
        .flatMap(directory -> ENDINGS.stream().map(end -> directory.resolve(name + end)))
        .anyMatch(Files::exists);
  }

  /**
   * Whether nobody has set it.
   *
   * @param name the key
   * @return true if it has the value that the jar gives it, or none
   */
  public boolean isDefault(ConfigurationPropertyName name) {
    return values(name).findFirst().map(SettingPlaces::isDefault).orElse(true);
  }

  /**
   * The value that the jar gives a setting.
   *
   * @param name the key
   * @return the value as it stands there; empty if there is none
   */
  public String preset(ConfigurationPropertyName name) {
    return values(name)
        .filter(SettingPlaces::isDefault)
        .findFirst()
        .map(property -> String.valueOf(property.getValue()))
        .orElse("");
  }

  /**
   * Whether a value is one that the jar sets.
   *
   * @param property the value
   * @return false for the settings of an application, though they are in its class path, too
   */
  public static boolean isDefault(ConfigurationProperty property) {
    return origin(property) instanceof TextResourceOrigin origin && isDefaults(resource(origin));
  }

  private static boolean isDefaults(Resource resource) {
    return resource instanceof ClassPathResource file
        && file.getPath().startsWith("org/extendrouter/");
  }

  private Stream<ConfigurationProperty> values(ConfigurationPropertyName name) {
    return sources().map(source -> source.getConfigurationProperty(name)).filter(Objects::nonNull);
  }

  private Stream<ConfigurationPropertySource> sources() {
    return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false);
  }
}
