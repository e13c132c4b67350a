package org.extendrouter.connection;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * An application that has never heard of Artemis must not get one of its own because the router
 * brings the classes: only settings below {@code spring.artemis} ask for it.
 */
public final class ArtemisOfTheApplication
    implements AutoConfigurationImportFilter, EnvironmentAware {

  private static final String ARTEMIS =
      "org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration";

  private Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  /**
   * Whether an application uses Artemis for itself.
   *
   * @param environment the application's settings
   * @return whether any is set for Artemis
   */
  public static boolean isAskedFor(Environment environment) {
    return Binder.get(environment)
        .bind("spring.artemis", Bindable.mapOf(String.class, Object.class))
        .map(settings -> !settings.isEmpty())
        .orElse(false);
  }

  @Override
  public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
    boolean[] matches = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      matches[i] = !ARTEMIS.equals(classes[i]) || isAskedFor(environment);
    }
    return matches;
  }
}
