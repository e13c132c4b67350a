package org.extendrouter.check.sources;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.keys.KnownKeys;
import org.extendrouter.check.settings.ConfigurationCheck;
import org.extendrouter.routes.RouteFile;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;

/** The names {@code EXTEND_...} that somebody reads. */
final class ReadNames {

  private static final Pattern WORD = Pattern.compile("(?<!\\w)EXTEND_\\w+");

  private ReadNames() {}

  /** Those in the values of settings, most of them in placeholders. */
  static Set<String> inSettings(ConfigurableEnvironment environment) {
    return words(
        new SettingPlaces(environment)
            .written(name -> true)
            .map(ConfigurationProperty::getValue)
            .map(String::valueOf));
  }

  static Set<String> inRoutes(ConfigurableEnvironment environment) {
    return words(Installation.routeFiles(environment).inForce().stream().map(RouteFile::content));
  }

  private static Set<String> words(Stream<String> texts) {
    return texts
        .flatMap(text -> WORD.matcher(text).results())
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  /** The variables of all settings, each with its key. */
  static Map<String, ConfigurationPropertyName> ofKeys(ConfigurableEnvironment environment) {
    KnownKeys keys = ConfigurationCheck.keys(environment);
    Map<String, ConfigurationPropertyName> names = new TreeMap<>();
    keys.names().stream()
        .filter(key -> KnownKeys.ROOT.isAncestorOf(key) && !keys.isGroup(key))
        .forEach(
            key ->
                Variable.of(key)
                    .forEach(variable -> names.putIfAbsent(variable.uniform().name(), key)));
    return names;
  }
}
