package org.extendrouter.check.keys;

import java.util.List;
import java.util.Set;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingPlaces;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The settings of an environment, as far as they can be bound.
 *
 * @param environment where they come from
 * @param keys the keys that somebody reads
 * @param failed the keys whose value cannot be converted
 * @param faults why, and which values are out of their range
 */
public record BoundSettings(
    ConfigurableEnvironment environment,
    KnownKeys keys,
    Set<ConfigurationPropertyName> failed,
    List<Fault> faults) {

  /**
   * Where the settings stand.
   *
   * @return their files and lines
   */
  public SettingPlaces places() {
    return new SettingPlaces(environment);
  }

  /**
   * A fault of a setting.
   *
   * @param name the key
   * @param problem what is wrong
   * @param fix what to write or do instead
   * @return the fault, with the file and line of the setting
   */
  public Fault fault(ConfigurationPropertyName name, String problem, String fix) {
    return new Fault(places().place(name), problem, fix);
  }

  /**
   * A value as it is bound.
   *
   * @param name the key
   * @return the value, with a placeholder that cannot be filled in as it is written; empty if there
   *     is none
   */
  public String value(ConfigurationPropertyName name) {
    return Binder.get(environment).bind(name, Bindable.of(String.class)).orElse("");
  }
}
