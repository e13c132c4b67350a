package org.extendrouter.names;

/** What stands for a run's id. */
public final class RunIds {

  /** In headers, logs and tickets, the id of a run that could not be read. It is the id of none. */
  public static final String UNKNOWN = "-";

  private RunIds() {}
}
