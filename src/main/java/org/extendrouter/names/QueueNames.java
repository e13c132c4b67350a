package org.extendrouter.names;

import java.util.List;
import java.util.Set;

/** The router's queues. */
public final class QueueNames {

  /** How the names of all of them begin. */
  public static final String PREFIX = "extend.";

  /** Where each event is stored before it is answered 200. */
  public static final String INBOX = "extend.inbox";

  /** How the queue of each branch begins; the branch's name follows. */
  public static final String ACCEPT_PREFIX = "extend.accept.";

  /** Events whose payload is to be fetched. */
  public static final String PAYLOADS = "extend.payloads";

  /** News of classifiers. */
  public static final String NOTICES = "extend.notices";

  /** Events that are kept as they came. */
  public static final String OTHERS = "extend.others";

  /** What the ledger has to write. */
  public static final String LEDGER = "extend.ledger";

  /** Where the broker puts what it gives up. */
  public static final String DEAD_LETTERS = "extend.dead-letter";

  /** Where the reasons are kept why each was given up. */
  public static final String REASONS = "extend.dead-letter.reasons";

  /** Each open ticket's event, until it is decided. Nobody consumes it. */
  public static final String OPEN_TICKETS = "extend.review.open";

  /** Tickets that are to be written. */
  public static final String REVIEW_FILE = "extend.review.file";

  /** Tickets whose mail is to be sent. */
  public static final String REVIEW_MAIL = "extend.review.email";

  /** Decisions that wait to be carried out. */
  public static final String DECISIONS = "extend.review.decisions";

  /** What was decided, from the moment that it is, to be looked up. Nobody consumes it. */
  public static final String DECIDED = "extend.review.decided";

  /** Decided tickets that are to be closed. */
  public static final String DONE = "extend.review.done";

  /** Queues that messages stay in: they are browsed, and no route takes from them. */
  public static final Set<String> BROWSED = Set.of(OPEN_TICKETS, DECIDED);

  /** Queues that the router's messages stay in, those of dead letters and their reasons, too. */
  public static final List<String> KEPT = List.of(DEAD_LETTERS, REASONS, OPEN_TICKETS, DECIDED);

  private QueueNames() {}
}
