package org.extendrouter.database.server;

import org.extendrouter.tables.LedgerFailure;

/** What to do about a failure of a server, by the SQL state that it tells. */
public final class ServerRemedy {

  private static final String TOO_SLOW = "57014";
  private static final String NO_RIGHT = "42501";
  private static final String READ_ONLY = "25006";

  private ServerRemedy() {}

  /**
   * What to do.
   *
   * @param failure what went wrong
   * @return one sentence without an end
   */
  public static String of(Throwable failure) {
    return switch (LedgerFailure.state(failure)) {
      case TOO_SLOW ->
          "a statement took too long: look for locks and load in pg_stat_activity of that database";
      case NO_RIGHT ->
          "its user lacks a right: grant it all rights on the tables extend_* (GRANT), or make it their owner";
      case READ_ONLY ->
          "it can be read alone: connect to the primary (targetServerType=primary in its address), or make it writable";
      default ->
          "bring it back, or correct spring.datasource.* (in an application extend.ledger.*)";
    };
  }
}
