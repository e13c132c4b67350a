package org.extendrouter.check.keys;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingPlaces;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Keys of libraries that nobody reads, as far as it can be told what was meant. */
public final class MisspeltKeys {

  private MisspeltKeys() {}

  /**
   * Looks for them.
   *
   * @param settings bound to the classes of a library
   * @param roots below these, no key is read by anything else
   * @param others except below these
   * @return a fault for each key
   */
  public static Stream<Fault> faults(
      BoundSettings settings,
      List<ConfigurationPropertyName> roots,
      List<ConfigurationPropertyName> others) {
    KeySuggestion suggestion = new KeySuggestion(settings.keys());
    Map<ConfigurationPropertyName, Fault> misspelt = new LinkedHashMap<>();
    settings
        .places()
        .written(
            name ->
                roots.stream().anyMatch(root -> root.isAncestorOf(name))
                    && others.stream().noneMatch(other -> other.isAncestorOf(name))
                    && !settings.keys().contains(name))
        .forEach(
            setting ->
                suggestion
                    .near(setting.getName())
                    .map(
                        near ->
                            new Fault(
                                SettingPlaces.placeAsWritten(
                                    settings.keys().tellable(setting.getName()), setting),
                                "no such setting",
                                "did you mean %s?".formatted(near)))
                    .ifPresent(fault -> misspelt.putIfAbsent(setting.getName(), fault)));
    return misspelt.values().stream();
  }
}
