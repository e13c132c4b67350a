package org.extendrouter.routes;

/**
 * A route file in force.
 *
 * @param location {@code classpath:} or {@code file:}, and the path
 * @param role whose it is
 * @param content its text
 */
public record RouteFile(String location, Role role, String content) {

  /** Whose a route file is. */
  public enum Role {
    /** The router's own, from the jar. */
    ENGINE,
    /** The installation's, in the place of one of the router's own. */
    OVERRIDE,
    /** The branch of a type. */
    TYPE,
    /** The installation's, beside the router's own. */
    ADDED
  }

  /**
   * Its name.
   *
   * @return the last part of its path
   */
  public String name() {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /**
   * Where it is, for people.
   *
   * @return its path; for a file of the jar with a word that says so
   */
  public String path() {
    return role == Role.ENGINE
        ? "routes/%s (in the jar)".formatted(name())
        : location.substring(location.indexOf(':') + 1);
  }
}
