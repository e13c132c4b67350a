package org.extendrouter.check.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.check.values.UnsetVariable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * A level of the log that there is not. Spring Boot ends at the first, before anything can be
 * checked; so another takes its place until it is told.
 */
public final class UnknownLogLevel implements SettingRule {

  private static final ConfigurationPropertyName ROOT =
      ConfigurationPropertyName.of("logging.level");
  private static final String IN_PLACE = "in place of unknown levels of the log";
  private static final String QUIET = "in place of all levels of the log";
  private static final List<String> LEVELS =
      Stream.of(LogLevel.values()).map(level -> level.name().toLowerCase(Locale.ROOT)).toList();

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    return unknown(settings.environment()).values().stream()
        .map(
            property -> {
              String place = SettingPlaces.place(property.getName(), property);
              String level = level(property, settings.environment());
              return UnsetVariable.fault(place, level).orElseGet(() -> fault(place, level));
            });
  }

  private static Fault fault(String place, String level) {
    return new Fault(
        place,
        "\"%s\" is not one of %s".formatted(level, String.join(", ", LEVELS)),
        Spelling.closest(level, LEVELS)
            .map("did you mean %s?"::formatted)
            .orElse("write one of them"));
  }

  /**
   * Lets the log work until the unknown levels are told.
   *
   * @param environment the settings, which get a level in place of each that is unknown
   */
  public static void replace(ConfigurableEnvironment environment) {
    Map<String, Object> known = new LinkedHashMap<>();
    unknown(environment).keySet().forEach(name -> known.put(name.toString(), "info"));
    if (!known.isEmpty()) {
      environment.getPropertySources().addFirst(new MapPropertySource(IN_PLACE, known));
    }
  }

  /**
   * Keeps the log from saying what a check says.
   *
   * @param environment the settings, whose own level is still looked at
   */
  public static void silence(ConfigurableEnvironment environment) {
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource(QUIET, Map.of(ROOT.append("root").toString(), "error")));
  }

  /** Those in force; a source may override a mistake in another. */
  private static Map<ConfigurationPropertyName, ConfigurationProperty> unknown(
      ConfigurableEnvironment environment) {
    Map<ConfigurationPropertyName, ConfigurationProperty> levels = new LinkedHashMap<>();
    new SettingPlaces(environment)
        .all()
        .filter(source -> !isInPlace(source))
        .forEach(
            source ->
                source.stream()
                    .filter(ROOT::isAncestorOf)
                    .forEach(
                        name -> levels.putIfAbsent(name, source.getConfigurationProperty(name))));
    levels.values().removeIf(property -> property == null || isKnown(level(property, environment)));
    return levels;
  }

  private static boolean isInPlace(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        && List.of(IN_PLACE, QUIET).contains(underlying.getName());
  }

  private static String level(ConfigurationProperty property, ConfigurableEnvironment environment) {
    return environment.resolvePlaceholders(String.valueOf(property.getValue())).strip();
  }

  /** Of YAML, off without quotes is false. */
  private static boolean isKnown(String level) {
    return level.isEmpty()
        || level.equalsIgnoreCase("false")
        || LEVELS.contains(level.toLowerCase(Locale.ROOT));
  }
}
