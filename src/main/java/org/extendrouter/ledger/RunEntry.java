package org.extendrouter.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.OffsetDateTime;
import java.util.List;
import org.extendrouter.names.HeaderNames;

/**
 * A run as one event told of it, and what became of it. What is not known is null.
 *
 * @param eventId the event, by which a row is known
 * @param runId the run
 * @param workflowRunId the workflow run that the run belongs to
 * @param fileId the document
 * @param ticket the name, without ending, of what was written for the event
 * @param type the type that the model saw
 * @param branch the branch of that type
 * @param classificationId the classification's id in the classifier's configuration
 * @param classifierId the classifier
 * @param classifierVersion its version
 * @param baseProcessor the model that it uses
 * @param confidence how sure the model was; null also if that is no number to calculate with
 * @param threshold the confidence that was asked for
 * @param reviewed whether a person had reviewed the run in Extend
 * @param decision what triage decided: {@code ACCEPTED}, or the reason for review
 * @param receivedAt when the webhook was received
 * @param decidedAt when triage decided
 * @param deliveredAt when the branch's route had delivered
 * @param deliveredBy that route
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunEntry(
    String eventId,
    String runId,
    String workflowRunId,
    String fileId,
    String ticket,
    String type,
    String branch,
    String classificationId,
    String classifierId,
    String classifierVersion,
    String baseProcessor,
    Double confidence,
    Double threshold,
    boolean reviewed,
    String decision,
    OffsetDateTime receivedAt,
    OffsetDateTime decidedAt,
    OffsetDateTime deliveredAt,
    String deliveredBy) {

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

  /** A type that a person has corrected stands in the review. */
  static RunEntry of(Message message) throws JMSException, UnreadableEntryException {
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
