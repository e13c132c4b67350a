package org.extendrouter.webhook;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What is let in over HTTP.
 *
 * @param path Path that Extend posts to: a slash, then letters, digits and . _ ~ - /
 * @param signingSecrets Signing secrets of the webhook endpoint in Extend (wss_...). Required.
 *     Separate several by commas while an endpoint is being replaced.
 * @param maxAge How old a request's timestamp may be. 0s turns the check off.
 * @param maxAhead How far in the future a request's timestamp may be.
 * @param maxBodySize Largest body that is taken, at most 1GB. A larger one is answered 413.
 * @param bodyTimeout How long a sender may take to send one body. A slower one is answered 408.
 * @param maxTotalBodySize Memory for all bodies that are being received, without the first 16 KiB
 *     of each; at least max-body-size. A body without room is answered 503.
 */
@Validated
@ConfigurationProperties("extend.webhook")
public record WebhookProperties(
    @NotNull
        @Pattern(
            regexp = "/[A-Za-z0-9._~/-]*",
            message =
                "must start with / and hold only letters, digits and . _ ~ - /, for example"
                    + " /webhooks/extend")
        @Pattern(
            regexp = "(?!.*(//|/[.]{1,2}(/|$))).*",
            message =
                "holds //, /./ or /../, which no request comes to: set it without them, for example"
                    + " /webhooks/extend")
        String path,
    @NotEmpty(
            message =
                "no signing secret: set the environment variable EXTEND_SIGNING_SECRETS to the"
                    + " secret (wss_...) of the Extend webhook endpoint; separate several by"
                    + " commas")
        List<SigningSecret> signingSecrets,
    @NotNull
        @DurationMin(
            message = "is negative: set how old a request may be, for example 300s; 0s for any age")
        Duration maxAge,
    @NotNull
        @DurationMin(
            nanos = 1,
            message = "is not a time: set how far clocks may differ, for example 60s")
        Duration maxAhead,
    @NotNull DataSize maxBodySize,
    @NotNull
        @DurationMin(
            nanos = 1,
            message = "is not a time: set how long one body may take, for example 20s")
        Duration bodyTimeout,
    @NotNull DataSize maxTotalBodySize) {

  @AssertTrue(
      message =
          "a signing secret is blank: write EXTEND_SIGNING_SECRETS as wss_... or wss_...,wss_...,"
              + " without empty entries")
  boolean isSigningSecretsFilled() {
    return signingSecrets == null
        || signingSecrets.stream().noneMatch(secret -> secret.value().isBlank());
  }

  @AssertTrue(
      message =
          "a signing secret holds a blank or a character that cannot be seen, which often comes with"
              + " copying: write EXTEND_SIGNING_SECRETS as wss_... or wss_...,wss_..., in letters,"
              + " digits and signs of ASCII alone")
  boolean isSigningSecretsVisible() {
    return signingSecrets == null || signingSecrets.stream().allMatch(SigningSecret::isVisible);
  }

  @AssertTrue(
      message =
          "a signing secret has quotes in it: write EXTEND_SIGNING_SECRETS=wss_... without quotes;"
              + " files of variables are often read with them")
  boolean isSigningSecretsUnquoted() {
    return signingSecrets == null || signingSecrets.stream().noneMatch(SigningSecret::isQuoted);
  }

  @AssertTrue(
      message =
          "a signing secret is an example of the documentation: write the secret that Extend shows"
              + " when the webhook endpoint is created")
  boolean isSigningSecretsReal() {
    return signingSecrets == null || signingSecrets.stream().noneMatch(SigningSecret::isAnExample);
  }

  @AssertTrue(
      message =
          "a signing secret begins with sk_, as keys for Extend's API do: write the secret (wss_...)"
              + " of the webhook endpoint, and an API key into EXTEND_API_KEY")
  boolean isSigningSecretsNoApiKey() {
    return signingSecrets == null || signingSecrets.stream().noneMatch(SigningSecret::isApiKey);
  }

  @AssertTrue(message = "is not from 1B to 1GB: set the largest body to take, for example 5MB")
  boolean isMaxBodySizeUsable() {
    return maxBodySize == null
        || (maxBodySize.toBytes() > 0 && maxBodySize.compareTo(DataSize.ofGigabytes(1)) <= 0);
  }

  @AssertTrue(
      message =
          "is less than extend.webhook.max-body-size or more than 1TB: set how much memory all"
              + " bodies may take, for example 8MB")
  boolean isMaxTotalBodySizeUsable() {
    return maxBodySize == null
        || maxTotalBodySize == null
        || (maxTotalBodySize.compareTo(maxBodySize) >= 0
            && maxTotalBodySize.compareTo(DataSize.ofTerabytes(1)) <= 0);
  }
}
