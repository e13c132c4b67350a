package org.extendrouter.check.settings;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.springframework.boot.context.properties.source.ConfigurationProperty;

/** Settings that YAML takes for one text, since there is no blank after a colon. */
final class TextInPlaceOfSettings implements SettingRule {

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    return settings
        .places()
        .listed()
        .flatMap(
            source ->
                source.stream()
                    .filter(name -> !settings.failed().contains(name))
                    .filter(settings.keys()::isGroup)
                    .map(source::getConfigurationProperty))
        .filter(property -> property != null && !isBlank(property))
        .map(
            property ->
                new Fault(
                    SettingPlaces.place(property.getName(), property),
                    "is a text, not settings",
                    "begin a line for each setting below it, with a blank after the colon,"
                        + " for example default-threshold: 0.85"));
  }

  private static boolean isBlank(ConfigurationProperty property) {
    return String.valueOf(property.getValue()).isBlank();
  }
}
