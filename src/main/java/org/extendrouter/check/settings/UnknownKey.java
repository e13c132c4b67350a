package org.extendrouter.check.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.KeySuggestion;
import org.extendrouter.check.keys.KnownKeys;
import org.extendrouter.check.keys.SettingRule;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** A key that nobody reads, below {@code extend} or beside it though it is meant for the router. */
final class UnknownKey implements SettingRule {

  private static final List<String> THRESHOLDS = List.of("threshold", "default-threshold");

  private static final String NO_GROUP = "has a value, and no settings below it";

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    KnownKeys known = settings.keys();
    Map<ConfigurationPropertyName, Fault> unknown = new LinkedHashMap<>();
    KeySuggestion suggestion = new KeySuggestion(known);
    settings
        .places()
        .written(name -> isMeantForTheRouter(name, known) && !known.contains(name))
        .filter(setting -> !SettingPlaces.isDefault(setting))
        .forEach(
            setting -> {
              ConfigurationPropertyName name = setting.getName();
              ConfigurationPropertyName value = value(name, known);
              ConfigurationPropertyName told = told(name, known);
              unknown.putIfAbsent(
                  value == null ? told : value,
                  value == null
                      ? new Fault(
                          SettingPlaces.placeAsWritten(told, setting),
                          "no such setting",
                          suggestion.of(name))
                      : new Fault(
                          SettingPlaces.place(value, setting), NO_GROUP, "quote the value"));
            });
    return unknown.values().stream();
  }

  /** Beside {@code extend}, a key is meant to be below it, or below another word for it. */
  private static ConfigurationPropertyName told(ConfigurationPropertyName name, KnownKeys known) {
    if (KnownKeys.ROOT.isAncestorOf(name)) {
      return known.tellable(name);
    }
    if (known.contains(KnownKeys.ROOT.append(name))) {
      return name;
    }
    ConfigurationPropertyName meant = KnownKeys.ROOT.append(name.subName(1));
    ConfigurationPropertyName value = value(meant, known);
    return name.chop((value == null ? known.tellable(meant) : value).getNumberOfElements());
  }

  /** The setting that a key is below; what stands there may be its value, and a secret. */
  private static ConfigurationPropertyName value(ConfigurationPropertyName name, KnownKeys known) {
    ConfigurationPropertyName parent = name.getParent();
    while (!parent.isEmpty() && !(known.names().contains(parent) && isValue(parent, known))) {
      parent = parent.getParent();
    }
    return parent.isEmpty() ? null : parent;
  }

  private static boolean isValue(ConfigurationPropertyName name, KnownKeys known) {
    int depth = name.getNumberOfElements();
    return !name.isLastElementIndexed()
        && known.names().stream()
            .filter(name::isAncestorOf)
            .allMatch(
                below -> below.isNumericIndex(depth) && below.getNumberOfElements() == depth + 1);
  }

  private static boolean isMeantForTheRouter(ConfigurationPropertyName name, KnownKeys known) {
    String first = name.getElement(0, Form.DASHED);
    return KnownKeys.ROOT.isAncestorOf(name)
        || (name.getNumberOfElements() == 1
            ? Spelling.closest(first, THRESHOLDS).isPresent()
            : known.contains(KnownKeys.ROOT.append(name))
                || Spelling.closest(first, List.of("extend")).isPresent());
  }
}
