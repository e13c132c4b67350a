package org.extendrouter.check.settings;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;

/** Settings that YAML takes for one text, since there is no blank after a colon. */
final class TextInPlaceOfSettings implements SettingRule {

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    return settings
        .places()
        .written(name -> !settings.failed().contains(name) && settings.keys().isGroup(name))
        .filter(property -> !String.valueOf(property.getValue()).isBlank())
        .map(
            property ->
                new Fault(
                    SettingPlaces.place(property.getName(), property),
                    "is a text, not settings",
                    "begin a line for each setting below it, with a blank after the colon,"
                        + " for example default-threshold: 0.85"));
  }
}
