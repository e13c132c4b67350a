package org.extendrouter.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.extendrouter.names.RunIds;
import org.extendrouter.text.SafeText;

/**
 * What a reviewer said of a run. What is not known is null.
 *
 * @param ticket the ticket, by which a row is known: there is one decision for each. A review in
 *     Extend has a name like one
 * @param runId the run; null, also for {@code -}, if that could not be read
 * @param eventId the event that the ticket was about, or that told of a review in Extend
 * @param decision {@code confirm}, {@code correct} or {@code reject}
 * @param type the type as it was confirmed or corrected
 * @param reviewer who decided
 * @param remark what that person added
 * @param reviewedAt when it was decided
 * @param modelType the type that the model saw
 * @param modelConfidence how sure the model was of that
 * @param channel how the answer came: {@code extend} for a review in Extend
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReviewEntry(
    String ticket,
    String runId,
    String eventId,
    String decision,
    String type,
    String reviewer,
    String remark,
    @JsonProperty("time") OffsetDateTime reviewedAt,
    String modelType,
    Double modelConfidence,
    String channel) {

  /** The channel of reviews in Extend. */
  public static final String EXTEND = "extend";

  /** The model was right. */
  public static final String CONFIRM = "confirm";

  /** The document is of another type. */
  public static final String CORRECT = "correct";

  private static final Set<String> DECISIONS = Set.of(CONFIRM, CORRECT, "reject");
  private static final int LONGEST = 1000;
  private static final int LONGEST_REMARK = 4000;
  private static final int LONGEST_NAME = 50;

  /** Those whose run could not be read have no run in common. */
  public ReviewEntry {
    runId = RunIds.UNKNOWN.equals(runId) ? null : runId;
  }

  /**
   * The same as it fits into a row.
   *
   * @return texts on one line, none too long
   * @throws UnreadableEntryException if it lacks what every row has
   */
  public ReviewEntry fitting() throws UnreadableEntryException {
    if (ticket == null || ticket.isBlank() || reviewedAt == null) {
      throw new UnreadableEntryException("it has no ticket or no time");
    }
    if (!DECISIONS.contains(decision)) {
      throw new UnreadableEntryException("its decision is none of " + DECISIONS);
    }
    return new ReviewEntry(
        fit(ticket, LONGEST),
        fit(runId, LONGEST),
        fit(eventId, LONGEST),
        decision,
        fit(type, LONGEST),
        fit(reviewer, LONGEST),
        fit(remark, LONGEST_REMARK),
        reviewedAt.withOffsetSameInstant(ZoneOffset.UTC),
        fit(modelType, LONGEST),
        modelConfidence == null || !Double.isFinite(modelConfidence) ? null : modelConfidence,
        channel == null ? "-" : fit(channel, LONGEST_NAME));
  }

  private static String fit(String text, int longest) {
    String safe = SafeText.oneLine(text, longest);
    return safe.isEmpty() ? null : safe;
  }
}
