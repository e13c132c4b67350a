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

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    KnownKeys known = settings.keys();
    Map<ConfigurationPropertyName, String> unknown = new LinkedHashMap<>();
    settings
        .places()
        .written(name -> isMeantForTheRouter(name, known) && !known.contains(name))
        .filter(setting -> !SettingPlaces.isDefault(setting))
        .forEach(
            setting ->
                unknown.putIfAbsent(setting.getName(), SettingPlaces.placeAsWritten(setting)));
    KeySuggestion suggestion = new KeySuggestion(known);
    return unknown.entrySet().stream()
        .map(key -> new Fault(key.getValue(), "no such setting", suggestion.of(key.getKey())));
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
