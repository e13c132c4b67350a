package org.extendrouter.check.settings;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.check.values.UnsetVariable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** A variable that is not set; Spring Boot takes its placeholder as it is written. */
final class UnfilledPlaceholder implements SettingRule {

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    return settings.keys().names().stream()
        .filter(name -> !settings.failed().contains(name))
        // It is told of the setting that this one is taken from.
        .filter(name -> !SettingOfALibrary.followsAnother(name, settings.places()))
        .flatMap(name -> fault(name, settings));
  }

  private static Stream<Fault> fault(ConfigurationPropertyName name, BoundSettings settings) {
    return UnsetVariable.fault(settings.places().place(name), settings.value(name)).stream();
  }
}
