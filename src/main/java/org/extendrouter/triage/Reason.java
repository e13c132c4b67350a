package org.extendrouter.triage;

/** Why a run goes to a person, in the order in which the reasons are looked for. */
public enum Reason {
  /** The event is not what Extend's contract says. */
  UNREADABLE("The event could not be read. The bytes as received are kept beside this ticket."),
  /** The payload behind the event's URL could not be fetched, or is not to be trusted. */
  PAYLOAD_UNAVAILABLE(
      "The run is behind a URL, and could not be fetched from there. The event with the URL is kept"
          + " beside this ticket."),
  /** The run failed or was cancelled, so there is no classification. */
  RUN_FAILED("Extend could not classify the document: the run failed or was cancelled."),
  /** The run is not done. */
  NOT_FINISHED("The run was not finished when Extend sent it."),
  /** The run is done, but without a classification. */
  NO_OUTPUT("The run finished without a classification."),
  /** The confidence says nothing. */
  INVALID_CONFIDENCE("The confidence is missing or not a number from 0 to 1."),
  /** The model is less sure than this type asks for. */
  LOW_CONFIDENCE("The model is less sure than the threshold for this type asks for."),
  /** Nobody has said where documents of this type go. */
  UNROUTED_TYPE("No route takes documents of this type."),
  /** The type {@code other}, which every classifier has, and for which there is no route. */
  OTHER_TYPE(
      "The model found that none of the classifier's types fits this document, and chose \"other\"."),
  /** The run was decided about, and a later review in Extend says otherwise. */
  REVIEWED_OTHERWISE(
      "A person has decided about this run, and a later review in Extend says otherwise. Nothing"
          + " was delivered for the sake of that review.");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /**
   * Whether there is a finished run, which a person can let go on. Else it can be rejected alone,
   * or replayed once the cause is fixed.
   *
   * @return false for what could not be read or fetched, has failed or is not done
   */
  public boolean leavesARun() {
    return switch (this) {
      case UNREADABLE, PAYLOAD_UNAVAILABLE, RUN_FAILED, NOT_FINISHED -> false;
      default -> true;
    };
  }

  /**
   * The reason for people.
   *
   * @return a sentence or two
   */
  public String words() {
    return words;
  }
}
