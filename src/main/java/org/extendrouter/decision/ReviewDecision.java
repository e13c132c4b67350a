package org.extendrouter.decision;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.extendrouter.openticket.Choices;

/**
 * A decision about one ticket, as it is stored.
 *
 * @param id told by no other decision
 * @param ticket the name of the ticket
 * @param runId the run that it is about; {@code -} if that could not be read
 * @param eventId the event that it is about
 * @param decision what was decided
 * @param type the confirmed or corrected type; null if the run was rejected
 * @param reviewer who decided
 * @param remark what the reviewer has to say about it; null for nothing
 * @param time when it was decided, to the second
 * @param modelType the type that the model saw; null if it saw none
 * @param modelConfidence how sure the model was; null if it did not say
 * @param channel how the decision came
 */
public record ReviewDecision(
    String id,
    String ticket,
    String runId,
    String eventId,
    Verdict decision,
    String type,
    String reviewer,
    String remark,
    Instant time,
    String modelType,
    BigDecimal modelConfidence,
    Channel channel) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Whether another decision says the same, whoever took it.
   *
   * @param other the other
   * @return true if verdict and type are the same
   */
  boolean saysTheSame(ReviewDecision other) {
    return decision == other.decision && Objects.equals(type, other.type);
  }

  /**
   * Where the decision lets the run go.
   *
   * @param possible what could be decided
   * @return the name of a branch that is delivered; null if the run is filed
   */
  public String branch(Choices possible) {
    return switch (decision) {
      case CONFIRM -> possible.modelBranch();
      case CORRECT -> possible.find(type).map(Choices.Type::branch).orElse(null);
      case REJECT -> null;
    };
  }

  /**
   * The decision in words.
   *
   * @return for example {@code confirmed as invoice by Ada Lovelace on 2026-11-28 10:15 UTC}, one
   *     line without a full stop
   */
  public String words() {
    String preposition =
        switch (decision) {
          case CONFIRM -> " as ";
          case CORRECT -> " to ";
          case REJECT -> "";
        };
    return "%s%s by %s on %s"
        .formatted(
            decision.past(),
            decision == Verdict.REJECT ? "" : preposition + type,
            reviewer,
            TIME.format(time));
  }
}
