package org.extendrouter.ledger;

/** A message that makes no row, however often it is tried. */
final class UnreadableEntryException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableEntryException(String message) {
    super(message);
  }
}
