package org.extendrouter.application;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Leaves an auto-configuration to applications that ask for it: the router brings its classes. */
abstract class OfTheApplication implements AutoConfigurationImportFilter, EnvironmentAware {

  private Environment environment;

  @Override
  public final void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public final boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
    boolean[] matches = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      matches[i] = isWanted(classes[i]);
    }
    return matches;
  }

  /**
   * Whether it stays.
   *
   * @param autoConfiguration name of its class; null for one that another filter has taken out
   * @return true for all that this one is not about, too
   */
  abstract boolean isWanted(String autoConfiguration);

  final boolean hasSettings(String prefix) {
    return hasSettings(environment, prefix);
  }

  static boolean hasSettings(Environment environment, String prefix) {
    return Binder.get(environment)
        .bind(prefix, Bindable.mapOf(String.class, Object.class))
        .map(settings -> !settings.isEmpty())
        .orElse(false);
  }
}
