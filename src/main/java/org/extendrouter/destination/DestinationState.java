package org.extendrouter.destination;

/**
 * Knows by itself whether what a route delivers to is down, so that no message has to find out. As
 * a bean, it lets the first failure suspend that route, and no message go while it is down.
 */
public interface DestinationState {

  /**
   * Which route it is about.
   *
   * @return the route's id
   */
  String routeId();

  /**
   * Whether what the route delivers to is down.
   *
   * @return as it is known now; nothing is waited for
   */
  boolean isDown();
}
