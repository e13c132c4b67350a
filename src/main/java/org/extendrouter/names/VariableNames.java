package org.extendrouter.names;

/** The variables by which routes hand objects on, which headers cannot hold. */
public final class VariableNames {

  /** The event, once it has been read. */
  public static final String EVENT = "event";

  /** What is done with the event, in one word. */
  public static final String KIND = "kind";

  /** What triage said of the event. */
  public static final String DECISION = "decision";

  /** Why a run failed in Extend. */
  public static final String CAUSE = "cause";

  /** The event with its payload, of one that was sent as a URL. */
  public static final String WHOLE = "whole";

  /** What people get to know. */
  public static final String TICKET = "ticket";

  /** The document of the run, or why it is not there; null if there is none. */
  public static final String DOCUMENT = "document";

  /** The address of the page of a ticket; null if it has none. */
  public static final String LINK = "link";

  /** What a person decided, and the ticket it is about. */
  public static final String REVIEW = "review";

  /** All that was decided about the run of a review in Extend. */
  public static final String DECIDED = "decided";

  /** What was decided about a run before a review in Extend came. */
  public static final String EARLIER = "earlier";

  /** A review in Extend, as a decision. */
  public static final String IN_EXTEND = "inExtend";

  private VariableNames() {}
}
