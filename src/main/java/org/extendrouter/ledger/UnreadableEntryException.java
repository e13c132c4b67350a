package org.extendrouter.ledger;

/** What is told makes no row, however often it is tried. */
public final class UnreadableEntryException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * One that says what is missing.
   *
   * @param message what is wrong, on one line
   */
  public UnreadableEntryException(String message) {
    super(message);
  }
}
