package org.extendrouter.check.sources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.keys.KnownKeys;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A list that stands in two places. Spring Boot takes the whole of one, so that entries which only
 * the other has are dropped without a word.
 */
public final class ReplacedList {

  /** A new secret takes the place of an old one on purpose, and none may be shown. */
  private static final ConfigurationPropertyName SECRETS =
      ConfigurationPropertyName.of("extend.webhook.signing-secrets");

  private ReplacedList() {}

  /**
   * Compares the sources of each list.
   *
   * @param environment with all its sources
   * @return a warning for each list that is not in force and has more than the one that is
   */
  public static List<Fault> warnings(ConfigurableEnvironment environment) {
    Map<ConfigurationPropertyName, List<WrittenList>> written = new LinkedHashMap<>();
    ConfigurationPropertySources.get(environment)
        .forEach(
            source -> {
              if (source instanceof IterableConfigurationPropertySource listed) {
                settings(listed)
                    .forEach(
                        (name, values) ->
                            written
                                .computeIfAbsent(name, none -> new ArrayList<>())
                                .add(new WrittenList(name, values)));
              }
            });
    written.values().removeIf(places -> places.size() < 2);
    // To ask which of them are lists takes time, and few installations have any.
    if (!written.isEmpty()) {
      written.keySet().retainAll(SettingLists.of(environment));
    }
    return written.values().stream().flatMap(places -> warnings(places, environment)).toList();
  }

  private static Map<ConfigurationPropertyName, List<ConfigurationProperty>> settings(
      IterableConfigurationPropertySource source) {
    return source.stream()
        .filter(KnownKeys.ROOT::isAncestorOf)
        .map(source::getConfigurationProperty)
        .filter(Objects::nonNull)
        .filter(setting -> !SettingPlaces.isDefault(setting))
        .filter(setting -> !WrittenList.around(setting.getName()).equals(SECRETS))
        .collect(
            Collectors.groupingBy(
                setting -> WrittenList.around(setting.getName()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static Stream<Fault> warnings(
      List<WrittenList> places, ConfigurableEnvironment environment) {
    WrittenList winner = places.get(0);
    Collection<String> inForce = winner.entries(environment::resolvePlaceholders);
    return places.stream()
        .skip(1)
        .flatMap(
            loser -> {
              Set<String> lost = loser.entries(environment::resolvePlaceholders);
              lost.removeAll(inForce);
              return lost.isEmpty() ? Stream.empty() : Stream.of(fault(winner, loser, lost));
            });
  }

  private static Fault fault(WrittenList winner, WrittenList loser, Set<String> lost) {
    return new Fault(
        winner.place(),
        "replaces the list of %s as a whole: its entries for %s are not in force"
            .formatted(loser.source(), String.join(", ", lost)),
        "repeat them there, or keep the list in one place");
  }
}
