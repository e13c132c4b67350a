package org.extendrouter.damage;

import org.apache.activemq.artemis.api.core.Message;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;

/** What brings back what a damaged message held, without delivering anything a second time. */
enum Remedy {

  /** Nothing else that came of the event is delivered. */
  SEND_AGAIN("have Extend send it again, then discard this"),

  /** The same event would be dropped, or would deliver what others of its runs were. */
  RUN_AGAIN(
      "run its document again in Extend, which makes a new event, then discard this; the same event sent again would not bring it back"),

  /** A person's decision, of which the ticket is still there. */
  DECIDE_AGAIN("discard this, then decide about its ticket again"),

  /** No run waits for it: it tells of what was done. */
  NONE("nothing has to be sent again for it: discard this");

  private final String words;

  Remedy(String words) {
    this.words = words;
  }

  /** What to do, to go on after what has happened. */
  String words() {
    return words;
  }

  /**
   * What helps.
   *
   * @param message that is lost
   * @param queue where it was
   * @param remembered whether the inbox knows the event, which it does not of one of the events
   *     that a workflow was split into
   */
  static Remedy of(Message message, String queue, boolean remembered) {
    boolean decidedHere = message.containsProperty(HeaderNames.REVIEW);
    boolean reviewed = "true".equals(message.getStringProperty(HeaderNames.REVIEWED));
    if (message.containsProperty(HeaderNames.REMINDER)) {
      return NONE;
    }
    return switch (queue) {
      case QueueNames.LEDGER, QueueNames.DECIDED, QueueNames.DONE -> NONE;
      case QueueNames.OTHERS ->
          reviewed || message.containsProperty(HeaderNames.WORKFLOW_RUN_ID)
              ? NONE
              : orAnew(remembered);
      case QueueNames.DECISIONS -> decidedHere ? DECIDE_AGAIN : orAnew(remembered);
      case QueueNames.INBOX,
          QueueNames.PAYLOADS,
          QueueNames.NOTICES,
          QueueNames.OPEN_TICKETS,
          QueueNames.REVIEW_FILE,
          QueueNames.REVIEW_MAIL ->
          orAnew(remembered);
      // What a person has decided about a run stands, and would keep the event from its branch.
      default ->
          orAnew(
              remembered
                  && queue.startsWith(QueueNames.ACCEPT_PREFIX)
                  && !decidedHere
                  && !reviewed);
    };
  }

  private static Remedy orAnew(boolean comesAgain) {
    return comesAgain ? SEND_AGAIN : RUN_AGAIN;
  }
}
