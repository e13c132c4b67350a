package org.extendrouter.application;

import org.springframework.core.env.Environment;

/**
 * An application that has never heard of Artemis must not get one of its own because the router
 * brings the classes: only settings below {@code spring.artemis} ask for it.
 */
public final class ArtemisOfTheApplication extends OfTheApplication {

  private static final String ARTEMIS =
      "org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration";

  private static final String SETTINGS = "spring.artemis";

  /**
   * Whether an application uses Artemis for itself.
   *
   * @param environment the application's settings
   * @return whether any is set for Artemis
   */
  public static boolean isAskedFor(Environment environment) {
    return hasSettings(environment, SETTINGS);
  }

  @Override
  boolean isWanted(String autoConfiguration) {
    return !ARTEMIS.equals(autoConfiguration) || hasSettings(SETTINGS);
  }
}
