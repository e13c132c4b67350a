package org.extendrouter.recording;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
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

  /** A type that a person has corrected stands in the review. */
  static RunEntry read(Message message) throws JMSException, UnreadableEntryException {
    Properties told = new Properties(message);
    String modelType = told.text(HeaderNames.MODEL_TYPE);
    Double modelConfidence = told.number(HeaderNames.MODEL_CONFIDENCE);
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
        modelConfidence == null ? told.number(HeaderNames.CONFIDENCE) : modelConfidence,
        told.number(HeaderNames.THRESHOLD),
        Boolean.parseBoolean(told.text(HeaderNames.REVIEWED)),
        told.required(HeaderNames.DECISION),
        told.time(HeaderNames.RECEIVED_AT),
        told.time(HeaderNames.DECIDED_AT),
        told.optionalTime(HeaderNames.DELIVERED_AT),
        told.text(HeaderNames.DELIVERED_BY));
  }
}
