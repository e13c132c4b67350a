package org.extendrouter.triage;

import java.util.Arrays;

/**
 * Why a run failed, as Extend's {@code failureReason} spells it. The list grows: what is not in it
 * is {@link #OTHER}.
 */
public enum FailureCause {
  /** The account has no credits left. */
  OUT_OF_CREDITS(
      "add credits to the Extend account, since until then every run fails; then run the document"
          + " again"),
  /** The classifier does not exist, or its configuration is not valid. */
  INVALID_PROCESSOR("check the classifier in Extend and publish a valid version; then run again"),
  /** The configuration does not suit the model. */
  INVALID_CONFIGURATION(
      "change the classifier's configuration in Extend so that it suits the model; then run again"),
  /** Extend itself failed. */
  INTERNAL_ERROR("run the document again; if it goes on, ask Extend's support with the run's id"),
  /** A user stopped the run. */
  ABORTED,
  /** The document could not be opened or read. */
  FAILED_TO_PROCESS_FILE,
  /** The model's answer could not be read. */
  PARSING_ERROR,
  /** Something went wrong before the model ran. */
  PRE_PROCESSING_FAILURE,
  /** Something went wrong after the model ran. */
  POST_PROCESSING_FAILURE,
  /** No cause, or one that this router does not know. */
  OTHER;

  private final String remedy;

  FailureCause() {
    this(null);
  }

  FailureCause(String remedy) {
    this.remedy = remedy;
  }

  /**
   * Finds a cause by Extend's spelling.
   *
   * @param failureReason Extend's word; may be null
   * @return the cause, {@link #OTHER} if it is not known
   */
  public static FailureCause of(String failureReason) {
    return Arrays.stream(values())
        .filter(cause -> cause.name().equals(failureReason))
        .findFirst()
        .orElse(OTHER);
  }

  /**
   * Whether the account or its set-up is the cause, and not the document: operators can fix it,
   * reviewers cannot.
   *
   * @return true for those
   */
  public boolean isForOperators() {
    return remedy != null;
  }

  /**
   * What operators can do.
   *
   * @return what to do, in words; null if the cause is not for operators
   */
  public String remedy() {
    return remedy;
  }
}
