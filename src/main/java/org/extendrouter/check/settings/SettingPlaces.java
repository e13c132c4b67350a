package org.extendrouter.check.settings;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
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

  /** The key, with the file and line it was set in. */
  public String place(ConfigurationPropertyName name) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty property = source.getConfigurationProperty(name);
      if (property != null) {
        return place(name, property);
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
    return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
        .filter(IterableConfigurationPropertySource.class::isInstance)
        .map(IterableConfigurationPropertySource.class::cast)
        .flatMap(
            source ->
                source.stream().filter(entry::isAncestorOf).map(source::getConfigurationProperty))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The key, with the file and line of this value of it. */
  public static String place(ConfigurationPropertyName name, ConfigurationProperty property) {
    Origin origin = property == null ? null : origin(property);
    if (origin instanceof TextResourceOrigin text && text.getLocation() != null) {
      if (isDefaults(resource(text))) {
        return name.toString();
      }
      return "%s line %d, %s".formatted(path(text), text.getLocation().getLine() + 1, name);
    }
    return origin == null ? name.toString() : "%s (%s)".formatted(name, origin);
  }

  private static Origin origin(ConfigurationProperty property) {
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

  /** Whether nobody has set it. */
  boolean isDefault(ConfigurationPropertyName name) {
    return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
        .map(source -> source.getConfigurationProperty(name))
        .filter(Objects::nonNull)
        .findFirst()
        .map(SettingPlaces::isDefault)
        .orElse(true);
  }

  /** The setting that has this value. */
  public Optional<String> of(String value) {
    return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
        .filter(source -> !isSystemEnvironment(source))
        .filter(IterableConfigurationPropertySource.class::isInstance)
        .flatMap(source -> ((IterableConfigurationPropertySource) source).stream())
        .filter(name -> value.equals(environment.getProperty(name.toString())))
        .findFirst()
        .map(this::place);
  }

  /** It may hold names of other programs, and has no lines. */
  static boolean isSystemEnvironment(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
  }

  /** What the jar sets, somebody reads. */
  static boolean isDefault(ConfigurationProperty property) {
    return property != null
        && origin(property) instanceof TextResourceOrigin origin
        && isDefaults(resource(origin));
  }

  /** An application's own settings are in its class path, too. */
  private static boolean isDefaults(Resource resource) {
    return resource instanceof ClassPathResource file
        && file.getPath().startsWith("org/extendrouter/");
  }
}
