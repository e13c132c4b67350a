package org.extendrouter.event;

import java.util.Arrays;
import java.util.List;

/**
 * The event types this router knows, as Extend spells them; the one list of them. Where Extend's
 * documentation and its SDK's {@code WebhookEvent} union differ, both spellings are known, the
 * SDK's first.
 */
public enum EventType {
  /** A classify run is done. */
  CLASSIFY_RUN_PROCESSED(Kind.RUN, "classify_run.processed"),
  /** A classify run failed. */
  CLASSIFY_RUN_FAILED(Kind.RUN, "classify_run.failed"),
  /** A classify run's event in API version 2025-04-21, if the processor is a classifier. */
  PROCESSOR_RUN_PROCESSED(Kind.RUN, "processor_run.processed"),
  /** As {@link #PROCESSOR_RUN_PROCESSED}, for a run that failed. */
  PROCESSOR_RUN_FAILED(Kind.RUN, "processor_run.failed"),
  /** A step of a workflow is done; one that classifies holds a classify run. */
  WORKFLOW_STEP_RUN_PROCESSED(Kind.RUN, "workflow_run.step_run.processed"),
  /** A workflow is done, and what a person was to review in it is reviewed. */
  WORKFLOW_RUN_COMPLETED(Kind.WORKFLOW_RUN, "workflow_run.completed"),
  /** There is a new classifier. */
  CLASSIFIER_CREATED(Kind.NOTICE, "classifier.created"),
  /** A classifier has been changed. */
  CLASSIFIER_UPDATED(Kind.NOTICE, "classifier.updated"),
  /** A classifier has been deleted. */
  CLASSIFIER_DELETED(Kind.NOTICE, "classifier.deleted"),
  /** The draft of a classifier has been changed. */
  CLASSIFIER_DRAFT_UPDATED(Kind.NOTICE, "classifier.draft.updated", "classifier.draft_updated"),
  /** A version of a classifier has been published. */
  CLASSIFIER_VERSION_PUBLISHED(
      Kind.NOTICE, "classifier.version.published", "classifier.version_published"),
  /** Any type that is not listed here: acknowledged, kept and counted. */
  OTHER(Kind.OTHER);

  /** What is done with an event of a type. */
  public enum Kind {
    /** A classify run: triage decides. */
    RUN,
    /** The run of a workflow: it is split into events of one classify run each. */
    WORKFLOW_RUN,
    /** Its payload stands at a URL, and is fetched before anything else is done with the event. */
    PAYLOAD_URL,
    /** News of a classifier: told to the operators. */
    NOTICE,
    /** Not this router's business: kept and counted. */
    OTHER
  }

  private final Kind kind;
  private final List<String> spellings;

  EventType(Kind kind, String... spellings) {
    this.kind = kind;
    this.spellings = List.of(spellings);
  }

  /**
   * Finds a type by Extend's spelling.
   *
   * @param spelling the value of {@code eventType}
   * @return the type, {@link #OTHER} if it is not known
   */
  public static EventType of(String spelling) {
    return Arrays.stream(values())
        .filter(type -> type.spellings.contains(spelling))
        .findFirst()
        .orElse(OTHER);
  }

  /**
   * What is done with such an event, as far as its type tells; {@link WebhookEvent#kind} knows
   * more.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
