package org.extendrouter.names;

/** The router's queues. */
public final class QueueNames {

  /** How the names of all of them begin. */
  public static final String PREFIX = "extend.";

  /** Where each event is stored before it is answered 200. */
  public static final String INBOX = "extend.inbox";

  /** How the queue of each branch begins; the branch's name follows. */
  public static final String ACCEPT_PREFIX = "extend.accept.";

  /** What the ledger has to write. */
  public static final String LEDGER = "extend.ledger";

  /** Where the broker puts what it gives up. */
  public static final String DEAD_LETTERS = "extend.dead-letter";

  /** Where the reasons are kept why each was given up. */
  public static final String REASONS = "extend.dead-letter.reasons";

  private QueueNames() {}
}
