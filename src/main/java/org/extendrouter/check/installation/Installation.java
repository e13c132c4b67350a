package org.extendrouter.check.installation;

import org.extendrouter.routes.RouteInventory;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;

/** What the settings say of an installation as a whole. */
public final class Installation {

  private Installation() {}

  /**
   * Whether the process is the router's; else it is a part of an application.
   *
   * @param environment the settings; null before there are any
   * @return true for the router's own process
   */
  public static boolean isStandalone(Environment environment) {
    return environment != null
        && environment.getProperty("extend.standalone", Boolean.class, false);
  }

  /**
   * Where the address of an external broker is written.
   *
   * @param environment the settings
   * @return the key, which is another one in an application
   */
  public static String brokerAddressKey(Environment environment) {
    return isStandalone(environment) ? "spring.artemis.broker-url" : "extend.broker.url";
  }

  /**
   * Whether the broker is the router's own, so that nobody else consumes its queues.
   *
   * @param environment the settings
   * @return true for the embedded broker
   */
  public static boolean isBrokerEmbedded(Environment environment) {
    return environment.getProperty("extend.broker.embedded", Boolean.class, true);
  }

  /**
   * How many consumers a route from a queue has that does not say.
   *
   * @param environment the settings
   * @return the number; 1 if what is set is none, which is told as such
   */
  public static int consumers(Environment environment) {
    try {
      return environment.getProperty("extend.broker.consumers", Integer.class, 1);
    } catch (ConversionException noNumber) {
      return 1;
    }
  }

  /**
   * The route files.
   *
   * @param environment the settings
   * @return what is found where the settings say
   */
  public static RouteInventory routeFiles(Environment environment) {
    return RouteInventory.find(environment.getProperty("extend.routes", ""));
  }
}
