package org.extendrouter.review;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.mail.Smtp;
import org.extendrouter.triage.TypeSettings;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people get to know what they must look at.
 *
 * @param channels Where review tickets go. At least one.
 * @param email what the e-mail channel needs
 * @param remindAfter How long a ticket is open before its mail is sent once more, at least 1m.
 *     Never if not set. Needs the channel email.
 * @param escalateAfter How long a ticket is open before its mail is sent to escalate-to, at least
 *     1m. Never if not set. Needs the channel email.
 * @param escalateTo Recipients of mail about tickets that are open for longer than escalate-after.
 * @param templates Directory with ticket.ftl, ticket.ftlh or words.ftl, each in place of the one in
 *     the jar.
 */
@Validated
@ConfigurationProperties("extend.review")
public record ReviewProperties(
    @NotEmpty(
            message = "no review channel: set EXTEND_REVIEW_CHANNELS to file, email or file,email")
        Set<Channel> channels,
    @Valid @NotNull Mail email,
    @DurationMin(minutes = 1, message = TOO_SHORT) Duration remindAfter,
    @DurationMin(minutes = 1, message = TOO_SHORT) Duration escalateAfter,
    @DefaultValue List<@NotBlank @Email(message = NOT_AN_ADDRESS) String> escalateTo,
    Path templates) {

  private static final String NOT_AN_ADDRESS =
      "is not an e-mail address, which looks like reviews@example.com";

  private static final String TOO_SHORT =
      "is too short: set how long a ticket may be open, at least 1m, for example 2d";

  /** A way to reach a person. */
  public enum Channel {
    /** Tickets in a directory. */
    FILE,
    /** Tickets by mail. */
    EMAIL
  }

  /**
   * Who gets mail, from whom, and through which server.
   *
   * @param from Sender of review mail. Required with the channel email.
   * @param to Recipients of review mail about types without recipients of their own. Required with
   *     the channel email.
   * @param operators Recipients of mail about runs that failed because of the account or its
   *     set-up. If empty, the recipients in to.
   * @param recipients Recipients of review mail about single types. Each entry has the keys type
   *     and to.
   * @param replyTo Where answers to review mail go. If empty, to all recipients of the mail.
   * @param smtp the mail server
   */
  public record Mail(
      @Email(message = NOT_AN_ADDRESS) String from,
      @DefaultValue List<@NotBlank @Email(message = NOT_AN_ADDRESS) String> to,
      @DefaultValue List<@NotBlank @Email(message = NOT_AN_ADDRESS) String> operators,
      @DefaultValue List<@Valid Recipients> recipients,
      @DefaultValue List<@NotBlank @Email(message = NOT_AN_ADDRESS) String> replyTo,
      @Valid @NotNull @NestedConfigurationProperty Smtp smtp) {

    /**
     * Who gets the mail about a run. The branch decides, since a type may be renamed; the type does
     * if it has no branch.
     *
     * @param types which type belongs to which branch
     * @param branch the run's branch; null if it has none
     * @param type the run's type; null if it has none
     * @return their addresses
     */
    public List<String> recipients(TypeSettings types, String branch, String type) {
      return recipients.stream()
          .filter(
              some ->
                  branch == null
                      ? some.type().equals(type)
                      : branch.equals(types.branch(some.type())))
          .findFirst()
          .map(Recipients::to)
          .orElse(to);
    }

    /**
     * Who gets the mail about a run that failed for a cause of the account or its set-up.
     *
     * @return their addresses; those of the default if there are none
     */
    public List<String> operatorsOrDefault() {
      return operators.isEmpty() ? to : operators;
    }
  }

  /**
   * The people who know a type.
   *
   * @param type the type, as in {@code extend.types}, or its branch
   * @param to their addresses
   */
  public record Recipients(
      @NotBlank(message = "is missing: name the type, for example invoice") String type,
      @NotEmpty(message = "is missing: name at least one address")
          List<@NotBlank @Email(message = NOT_AN_ADDRESS) String> to) {}

  @AssertTrue(
      message =
          "the e-mail channel has no sender: set extend.review.email.from to an address, or take"
              + " email out of EXTEND_REVIEW_CHANNELS")
  boolean isEmailFromKnown() {
    return !byEmail() || (email.from() != null && !email.from().isBlank());
  }

  @AssertTrue(
      message =
          "the e-mail channel has no recipient: set extend.review.email.to to one or more"
              + " addresses, or take email out of EXTEND_REVIEW_CHANNELS")
  boolean isEmailToKnown() {
    return !byEmail() || !email.to().isEmpty();
  }

  @AssertTrue(
      message =
          "reminders go by mail, and the e-mail channel is off: set EXTEND_REVIEW_CHANNELS to"
              + " file,email, or remove extend.review.remind-after")
  boolean isRemindAfterMailed() {
    return remindAfter == null || byEmail();
  }

  @AssertTrue(
      message =
          "escalations go by mail, and the e-mail channel is off: set EXTEND_REVIEW_CHANNELS to"
              + " file,email, or remove extend.review.escalate-after")
  boolean isEscalateAfterMailed() {
    return escalateAfter == null || byEmail();
  }

  @AssertTrue(
      message =
          "escalations have no recipient: set extend.review.escalate-to to one or more addresses,"
              + " or remove extend.review.escalate-after")
  boolean isEscalateToKnown() {
    return escalateAfter == null || !escalateTo.isEmpty();
  }

  @AssertTrue(
      message =
          "get no mail, as extend.review.escalate-after is not set: set how long a ticket may be"
              + " open, for example 5d, or remove extend.review.escalate-to")
  boolean isEscalateToUsed() {
    return escalateAfter != null || escalateTo == null || escalateTo.isEmpty();
  }

  @AssertTrue(
      message =
          "extend.review.escalate-after is not longer than extend.review.remind-after: set it to"
              + " more, for example 5d, so that reviewers are reminded before others are told")
  boolean isEscalateAfterLongEnough() {
    return remindAfter == null || escalateAfter == null || escalateAfter.compareTo(remindAfter) > 0;
  }

  /**
   * Where templates are that take the place of the shipped ones.
   *
   * @return the directory; null if there is none
   */
  public Path ownTemplates() {
    return templates == null || templates.toString().isEmpty() ? null : templates;
  }

  /**
   * All that get mail.
   *
   * @return their addresses
   */
  public Set<String> addresses() {
    return Stream.concat(
            Stream.of(email.to(), email.operators(), escalateTo),
            email.recipients().stream().map(Recipients::to))
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }

  /**
   * Whether tickets go by mail.
   *
   * @return true if the e-mail channel is on
   */
  public boolean byEmail() {
    return channels != null && channels.contains(Channel.EMAIL) && email != null;
  }
}
