package org.extendrouter.names;

/** What the router's meters share. */
public final class MeterNames {

  /** How the names of all of them begin. */
  public static final String PREFIX = "extend.";

  /** The label by which they know a destination: the route that takes its queue's messages. */
  public static final String ROUTE = "route";

  private MeterNames() {}
}
