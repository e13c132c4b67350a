package org.extendrouter.names;

import java.util.Set;
import java.util.regex.Pattern;

/** The headers of the router, which are properties of its messages. */
public final class HeaderNames {

  /** The id by which the inbox knows an event. */
  public static final String EVENT_ID = "ExtendEventId";

  /** The run an event is about, on every message of an event that was read. */
  public static final String RUN_ID = "ExtendRunId";

  /** When the webhook was received. */
  public static final String RECEIVED_AT = "ExtendReceivedAt";

  /** By which rules the router decides that stored an event, and its host; until triage. */
  public static final String DECIDES_BY = "ExtendDecidesBy";

  /** The name, without its ending, of what is written for the event. */
  public static final String FILE_NAME = "ExtendFileName";

  /** What triage decided, and why. */
  public static final String DECISION = "ExtendDecision";

  /** The type that the model saw. */
  public static final String TYPE = "ExtendType";

  /** The branch of that type. */
  public static final String BRANCH = "ExtendBranch";

  /** How sure the model is, as it was sent. */
  public static final String CONFIDENCE = "ExtendConfidence";

  /** The confidence that was asked for. */
  public static final String THRESHOLD = "ExtendThreshold";

  /** Whether a person has looked at the run. */
  public static final String REVIEWED = "ExtendReviewed";

  /** The document. */
  public static final String FILE_ID = "ExtendFileId";

  /** The classifier that ran. */
  public static final String CLASSIFIER_ID = "ExtendClassifierId";

  /** The version of the classifier. */
  public static final String CLASSIFIER_VERSION = "ExtendClassifierVersion";

  /** The classification's id in the classifier's configuration. */
  public static final String CLASSIFICATION_ID = "ExtendClassificationId";

  /** The model that the classifier uses, and its version. */
  public static final String BASE_PROCESSOR = "ExtendBaseProcessor";

  /** The type that the model saw, where a person has corrected it. */
  public static final String MODEL_TYPE = "ExtendModelType";

  /** How sure the model was of that. */
  public static final String MODEL_CONFIDENCE = "ExtendModelConfidence";

  /** When triage decided. */
  public static final String DECIDED_AT = "ExtendDecidedAt";

  /** When the branch's route had delivered. */
  public static final String DELIVERED_AT = "ExtendDeliveredAt";

  /** The route that delivered. */
  public static final String DELIVERED_BY = "ExtendDeliveredBy";

  /** What a message for the ledger tells: the name of a {@link LedgerEntryKind}. */
  public static final String LEDGER = "ExtendLedger";

  /** The workflow run that the run belongs to. */
  public static final String WORKFLOW_RUN_ID = "ExtendWorkflowRunId";

  /** Why an event could not be read. */
  public static final String READ_FAILURE = "ExtendReadFailure";

  /** Why a payload could not be fetched. */
  public static final String PAYLOAD_FAILURE = "ExtendPayloadFailure";

  /** Why a ticket comes without its document. */
  public static final String DOCUMENT_FAILURE = "ExtendDocumentFailure";

  /** Who has got the mail before, separated by commas. */
  public static final String MAILED_TO = "ExtendMailedTo";

  /** How the header of each metadata value begins; its key follows. */
  public static final String METADATA_PREFIX = "ExtendMetadata_";

  /** Why the last attempt failed. */
  public static final String FAILURE = "ExtendFailure";

  /** The queue that the message failed at. */
  public static final String FAILED_AT = "ExtendFailedAt";

  /** How many attempts were made. */
  public static final String ATTEMPTS = "ExtendAttempts";

  /** When the message was given up. */
  public static final String GIVEN_UP_AT = "ExtendGivenUpAt";

  /** Whether the failure of this attempt was logged. */
  public static final String FAILURE_SAID = "ExtendFailureSaid";

  /** Whether this is the first attempt. */
  public static final String FIRST_ATTEMPT = "ExtendFirstAttempt";

  /** The broker's id of the message that a route took. */
  public static final String MESSAGE_ID = "ExtendMessageId";

  /** The session that the message was received in. */
  public static final String SESSION = "ExtendSession";

  /** The message as it was received, whatever the route has made of it. */
  public static final String TAKEN = "ExtendTaken";

  /** Whether nothing was delivered, although the message is done with, or {@code untried}. */
  public static final String UNDELIVERED = "ExtendUndelivered";

  /** By what damage on disk is found. */
  public static final String CHECKSUM = "ExtendChecksum";

  /** The name of the ticket. */
  public static final String TICKET = "ExtendTicket";

  /** Why the mail of a ticket is sent again: {@code REMINDER} or {@code ESCALATION}. */
  public static final String REMINDER = "ExtendReminder";

  /** What a person decided: confirm, correct or reject. */
  public static final String REVIEW = "ExtendReview";

  /** The id of the decision that a review in Extend is stored as. */
  public static final String REVIEW_ID = "ExtendReviewId";

  /** The earlier decision that a review in Extend waits for, in words. */
  public static final String WAITS_FOR = "ExtendWaitsFor";

  /** Since when it waits. */
  public static final String WAITS_SINCE = "ExtendWaitsSince";

  /** Who decided. */
  public static final String REVIEWER = "ExtendReviewer";

  /** What the reviewer has to say about it. */
  public static final String REVIEW_REMARK = "ExtendReviewRemark";

  /** When it was decided. */
  public static final String REVIEWED_AT = "ExtendReviewedAt";

  /** What had been decided about a run that a review in Extend sees otherwise. */
  public static final String EARLIER_DECISION = "ExtendEarlierDecision";

  /** The type that such a run was delivered as, if it was. */
  public static final String DELIVERED_TYPE = "ExtendDeliveredType";

  /** The broker's: it stores one message with this id, and drops others. */
  public static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

  /** W3C's: they say which trace a message belongs to. */
  public static final Set<String> TRACE = Set.of("traceparent", "tracestate");

  /** Of JMS: messages of one group are consumed one after the other. */
  public static final String GROUP = "JMSXGroupID";

  private static final Pattern NOT_FOR_NAMES = Pattern.compile("[^A-Za-z0-9_]");

  private HeaderNames() {}

  /**
   * The header of a metadata value.
   *
   * @param key the key of the value, as whoever started the run wrote it
   * @return the prefix and the key, each other character than a letter or digit as {@code _}
   */
  public static String metadata(String key) {
    return METADATA_PREFIX + NOT_FOR_NAMES.matcher(key).replaceAll("_");
  }

  /**
   * A selector of JMS for the messages with a value in a header.
   *
   * @param header the header
   * @param value any text
   * @return the selector
   */
  public static String selector(String header, String value) {
    return "%s = '%s'".formatted(header, value.replace("'", "''"));
  }
}
