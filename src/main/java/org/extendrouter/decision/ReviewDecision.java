package org.extendrouter.decision;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.openticket.OpenTicket;
import org.springframework.util.StringUtils;

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
 * @param ticketType the type that the ticket asks about: the model's, or what a reviewer in Extend
 *     has made of it; null for none, and in one that an earlier version has stored
 * @param channel how the decision came
 * @param branch where the run goes; empty if it is filed, or if a review in Extend has closed the
 *     ticket and nothing more; null in one that an earlier version has stored
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
    String ticketType,
    Channel channel,
    String branch) {

  private static final String NOWHERE = "";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Whether this is the same decision, be it about another ticket.
   *
   * @param other the other
   * @return false if somebody else has taken it, or at another time
   */
  public boolean is(ReviewDecision other) {
    return id.equals(other.id);
  }

  /**
   * Whether another decision says the same, whoever took it.
   *
   * @param other the other
   * @return true if both name one type, or both reject
   */
  public boolean saysTheSame(ReviewDecision other) {
    return (decision == Verdict.REJECT) == (other.decision == Verdict.REJECT)
        && Objects.equals(type, other.type);
  }

  /**
   * Whether the run has gone where this says. Another may have closed a ticket, and no more.
   *
   * @return false for a review in Extend that delivered nothing
   */
  public boolean isInForce() {
    return channel != Channel.EXTEND || !NOWHERE.equals(branch);
  }

  /**
   * Whether it lets the run go to a branch.
   *
   * @return false also if it does not say so, since an earlier version has stored it
   */
  public boolean delivers() {
    return branch != null && !NOWHERE.equals(branch);
  }

  /**
   * The type that to confirm the ticket is to say.
   *
   * @return null for none
   */
  public String confirmable() {
    return ticketType == null ? modelType : ticketType;
  }

  /**
   * The decision, with the branch that it lets the run go to.
   *
   * @param name the branch; null for none
   * @return a decision with the same id
   */
  public ReviewDecision goingTo(String name) {
    return new ReviewDecision(
        id,
        ticket,
        runId,
        eventId,
        decision,
        type,
        reviewer,
        remark,
        time,
        modelType,
        modelConfidence,
        ticketType,
        channel,
        name == null ? NOWHERE : name);
  }

  /**
   * The decision as one about another ticket of the run, which it closes.
   *
   * @param other the other ticket
   * @return a decision with the same id
   */
  public ReviewDecision about(OpenTicket other) {
    String seen = other.headers().get(HeaderNames.TYPE);
    Verdict verdict = type == null ? Verdict.REJECT : Verdict.of(type, seen);
    return new ReviewDecision(
        id,
        other.name(),
        runId,
        other.eventId(),
        verdict,
        type,
        reviewer,
        remark,
        time,
        seen,
        other.confidence(),
        seen,
        channel,
        branch);
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

  /**
   * The decision as a sentence.
   *
   * @return its words, with a capital and a full stop
   */
  public String sentence() {
    return StringUtils.capitalize(words()) + ".";
  }
}
