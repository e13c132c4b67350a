package org.extendrouter.names;

/** What a message for the ledger tells, as it stands in {@link HeaderNames#LEDGER}. */
public enum LedgerEntryKind {
  /** What became of a run. */
  RUN,
  /** What a reviewer has said, which closes the ticket. */
  REVIEW,
  /** A ticket that was closed with another. */
  CLOSED
}
