package org.extendrouter.recording;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.OffsetDateTime;
import java.util.List;
import org.extendrouter.ledger.RunEntry;
import org.extendrouter.ledger.UnreadableEntryException;
import org.extendrouter.names.HeaderNames;

/** How a message tells the ledger of a run. */
final class RunMessage {

  /** What a message for the ledger says, beside the delivery. */
  static final List<String> HEADERS =
      List.of(
          HeaderNames.EVENT_ID,
          HeaderNames.RUN_ID,
          HeaderNames.WORKFLOW_RUN_ID,
          HeaderNames.FILE_ID,
          HeaderNames.FILE_NAME,
          HeaderNames.TYPE,
          HeaderNames.MODEL_TYPE,
          HeaderNames.BRANCH,
          HeaderNames.CLASSIFICATION_ID,
          HeaderNames.CLASSIFIER_ID,
          HeaderNames.CLASSIFIER_VERSION,
          HeaderNames.BASE_PROCESSOR,
          HeaderNames.CONFIDENCE,
          HeaderNames.MODEL_CONFIDENCE,
          HeaderNames.THRESHOLD,
          HeaderNames.REVIEWED,
          HeaderNames.DECISION,
          HeaderNames.RECEIVED_AT,
          HeaderNames.DECIDED_AT);

  private RunMessage() {}

  /**
   * Reads it. A type that a person has corrected stands in the review. Times may be missing: a
   * changed copy of a route, or what waited while the router was upgraded, does not know them.
   */
  static RunEntry read(Message message) throws JMSException, UnreadableEntryException {
    Properties told = new Properties(message);
    String modelType = told.text(HeaderNames.MODEL_TYPE);
    Double modelConfidence = told.number(HeaderNames.MODEL_CONFIDENCE, HeaderNames.THRESHOLD);
    OffsetDateTime receivedAt = told.time(HeaderNames.RECEIVED_AT, told.sentAt());
    return new RunEntry(
        told.required(HeaderNames.EVENT_ID),
        told.text(HeaderNames.RUN_ID),
        told.text(HeaderNames.WORKFLOW_RUN_ID),
        told.text(HeaderNames.FILE_ID),
        told.text(HeaderNames.FILE_NAME),
        modelType == null ? told.text(HeaderNames.TYPE) : modelType,
        told.text(HeaderNames.BRANCH),
        told.text(HeaderNames.CLASSIFICATION_ID),
        told.text(HeaderNames.CLASSIFIER_ID),
        told.text(HeaderNames.CLASSIFIER_VERSION),
        told.text(HeaderNames.BASE_PROCESSOR),
        modelConfidence == null
            ? told.number(HeaderNames.CONFIDENCE, HeaderNames.THRESHOLD)
            : modelConfidence,
        told.number(HeaderNames.THRESHOLD),
        Boolean.parseBoolean(told.text(HeaderNames.REVIEWED)),
        told.required(HeaderNames.DECISION),
        receivedAt,
        told.time(HeaderNames.DECIDED_AT, receivedAt),
        told.time(HeaderNames.DELIVERED_AT, null),
        told.text(HeaderNames.DELIVERED_BY));
  }
}
