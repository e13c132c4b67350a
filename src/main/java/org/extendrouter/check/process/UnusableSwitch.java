package org.extendrouter.check.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * A switch that is neither true nor false, which ends Spring Boot as soon as a condition asks for
 * it. Another value takes its place, so that a check goes on with all else.
 */
public final class UnusableSwitch {

  private static final String IN_PLACE = "in place of switches that are neither true nor false";

  /** All are on by default. */
  private static final List<String> KEYS =
      List.of("extend.broker.embedded", "spring.artemis.embedded.enabled");

  private UnusableSwitch() {}

  /**
   * Lets conditions work after the faults are told.
   *
   * @param environment the settings, which get a value in place of each that cannot be used
   */
  public static void replace(ConfigurableEnvironment environment) {
    Map<String, Object> usable = new LinkedHashMap<>();
    for (String key : KEYS) {
      try {
        environment.getProperty(key, Boolean.class);
      } catch (ConversionException e) {
        usable.put(key, true);
      }
    }
    if (!usable.isEmpty()) {
      environment.getPropertySources().addFirst(new MapPropertySource(IN_PLACE, usable));
    }
  }
}
