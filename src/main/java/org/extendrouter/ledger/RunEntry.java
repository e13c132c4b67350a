package org.extendrouter.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import org.extendrouter.names.RunIds;

/**
 * A run as one event told of it, and what became of it. What is not known is null.
 *
 * @param eventId the event, by which a row is known
 * @param runId the run; null, also for {@code -}, if that could not be read
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
 * @param decision what was decided: {@code ACCEPTED}, the reason for review, or {@code
 *     REVIEWED_LIKEWISE} for a review in Extend that says what a person here had decided
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

  /** Those whose run could not be read have no run in common. */
  public RunEntry {
    runId = RunIds.UNKNOWN.equals(runId) ? null : runId;
  }
}
