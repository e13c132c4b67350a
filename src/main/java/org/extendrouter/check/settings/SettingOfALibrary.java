package org.extendrouter.check.settings;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * A setting for an application that has the router as a library. Standalone it follows one of
 * Spring Boot's, and would be heeded in part.
 */
final class SettingOfALibrary implements SettingRule {

  /** The setting of Spring Boot that each follows. */
  private static final SortedMap<ConfigurationPropertyName, String> FOLLOWED =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  ConfigurationPropertyName.of("extend.broker.embedded"),
                  "spring.artemis.embedded.enabled",
                  ConfigurationPropertyName.of("extend.broker.directory"),
                  "spring.artemis.embedded.data-directory",
                  ConfigurationPropertyName.of("extend.broker.url"),
                  "spring.artemis.broker-url",
                  ConfigurationPropertyName.of("extend.broker.user"),
                  "spring.artemis.user",
                  ConfigurationPropertyName.of("extend.broker.password"),
                  "spring.artemis.password",
                  ConfigurationPropertyName.of("extend.ledger.url"),
                  "spring.datasource.url",
                  ConfigurationPropertyName.of("extend.ledger.user"),
                  "spring.datasource.username",
                  ConfigurationPropertyName.of("extend.ledger.password"),
                  "spring.datasource.password")));

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    return FOLLOWED.entrySet().stream()
        .filter(setting -> !settings.places().isDefault(setting.getKey()))
        .map(
            setting ->
                settings.fault(
                    setting.getKey(),
                    "is for an application that has the router as a library",
                    "set " + setting.getValue() + " instead"));
  }

  /** Whether a setting has its value from one of Spring Boot's. */
  static boolean followsAnother(ConfigurationPropertyName name, SettingPlaces places) {
    return FOLLOWED.containsKey(name) && places.isDefault(name);
  }
}
