package org.extendrouter.check.sources;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingPlaces;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A list of types that stands in two places. Spring Boot takes the whole of one, so that what only
 * the other says of a type, its threshold above all, is dropped without a word. Other lists are
 * replaced on purpose: by a profile, or by a variable.
 */
public final class ReplacedList {

  private static final List<ConfigurationPropertyName> LISTS =
      List.of(
          ConfigurationPropertyName.of("extend.types"),
          ConfigurationPropertyName.of("extend.review.email.recipients"));

  private ReplacedList() {}

  /**
   * Compares the sources of each list.
   *
   * @param environment with all its sources
   * @return a warning for each list that is not in force and has more than the one that is
   */
  public static List<Fault> warnings(ConfigurableEnvironment environment) {
    return LISTS.stream().flatMap(list -> warnings(list, environment)).toList();
  }

  private static Stream<Fault> warnings(
      ConfigurationPropertyName list, ConfigurableEnvironment environment) {
    List<WrittenList> places =
        new SettingPlaces(environment)
            .all()
            .map(source -> new WrittenList(list, settings(source, list)))
            .filter(written -> !written.values().isEmpty())
            .toList();
    if (places.size() < 2) {
      return Stream.empty();
    }
    WrittenList winner = places.get(0);
    Set<String> inForce = winner.entries(environment::resolvePlaceholders);
    return places.stream()
        .skip(1)
        .flatMap(
            loser -> {
              Set<String> lost = loser.entries(environment::resolvePlaceholders);
              lost.removeAll(inForce);
              return lost.isEmpty() ? Stream.empty() : Stream.of(fault(winner, loser, lost));
            });
  }

  private static List<ConfigurationProperty> settings(
      IterableConfigurationPropertySource source, ConfigurationPropertyName list) {
    return source.stream()
        .filter(name -> list.equals(name) || isEntry(name, list))
        .map(source::getConfigurationProperty)
        .filter(setting -> setting != null && !SettingPlaces.isDefault(setting))
        .toList();
  }

  private static boolean isEntry(ConfigurationPropertyName name, ConfigurationPropertyName list) {
    return list.isAncestorOf(name) && name.isNumericIndex(list.getNumberOfElements());
  }

  private static Fault fault(WrittenList winner, WrittenList loser, Set<String> lost) {
    return new Fault(
        winner.place(),
        "replaces the list of %s as a whole: it drops %s"
            .formatted(loser.source(), String.join(", ", lost)),
        "repeat them there, or keep the list in one place");
  }
}
