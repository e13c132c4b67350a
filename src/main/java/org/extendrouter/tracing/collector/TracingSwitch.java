package org.extendrouter.tracing.collector;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Whether the router, where it runs by itself, sends traces: by Spring Boot's own settings. */
public final class TracingSwitch {

  /** The address that traces are sent to. */
  public static final String ENDPOINT = "management.otlp.tracing.endpoint";

  private TracingSwitch() {}

  /**
   * Whether there is somewhere to send traces to, and nobody forbids it.
   *
   * @param environment with all its sources
   * @return false for the defaults
   */
  public static boolean isOn(Environment environment) {
    return StringUtils.hasText(environment.getProperty(ENDPOINT))
        && environment.getProperty("management.tracing.enabled", Boolean.class, true)
        && environment.getProperty("management.otlp.tracing.export.enabled", Boolean.class, true);
  }
}
