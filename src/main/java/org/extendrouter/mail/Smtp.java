package org.extendrouter.mail;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The mail server.
 *
 * @param host Name of the mail server.
 * @param port Port of the mail server: 25, 587 with starttls or 465 with tls.
 * @param security How the connection to the mail server is protected.
 * @param username User to log in as. If not set, mail is sent without a login.
 * @param password Password of that user. Take it from the environment.
 * @param sslBundle Name of the Spring Boot SSL bundle with the certificates to trust. Java's own if
 *     not set.
 * @param timeout How long to wait for the mail server at each step, but the last.
 * @param deadline How long one mail may take in all, with what the server does once it has the
 *     mail. A mail that takes longer is tried again.
 */
public record Smtp(
    @NotBlank @Pattern(regexp = HOST, message = NO_HOST) String host,
    @Min(1) @Max(65535) int port,
    @NotNull Security security,
    String username,
    String password,
    String sslBundle,
    @NotNull
        @DurationMin(
            millis = 1,
            message = "is too short: set how long to wait for the mail server, for example 30s")
        Duration timeout,
    @NotNull Duration deadline) {

  /** A name or an IPv4 address, or an IPv6 address, which has two colons at least. */
  private static final String HOST =
      "\\s*|[^:/\\s@?&#]+|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?";

  private static final int SMTPS = 465;

  private static final String NO_HOST =
      "is not the name of a host: write the name alone, for example mail.example.com, and its port"
          + " into extend.review.email.smtp.port";

  @AssertTrue(
      message =
          "is shorter than extend.review.email.smtp.timeout: set"
              + " how long one mail may take in all, for example 2m")
  boolean isDeadlineLongEnough() {
    return timeout == null || deadline == null || deadline.compareTo(timeout) >= 0;
  }

  @AssertTrue(
      message =
          "is for TLS from the first byte, and extend.review.email.smtp.security is none: set"
              + " security to tls, or the port to 25")
  boolean isPortPlain() {
    return port != SMTPS || security != Security.NONE;
  }

  @AssertTrue(
      message =
          "is empty, and extend.review.email.smtp.username is not: set the password, or remove the"
              + " user")
  boolean isPasswordKnown() {
    return !login() || (password != null && !password.isEmpty());
  }

  boolean login() {
    return username != null && !username.isBlank();
  }

  @Override
  public String toString() {
    return "Smtp[%s:%d, %s]".formatted(host, port, security);
  }

  /** How the connection to the mail server is kept private. */
  public enum Security {
    /** It is not: for a server on this machine only. */
    NONE,
    /** It starts plain and must turn to TLS before anything is said. */
    STARTTLS,
    /** TLS from the first byte (SMTPS). */
    TLS
  }
}
