package org.extendrouter.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;
import org.springframework.stereotype.Component;

/**
 * Tells whether a request was signed by Extend, just now. The rules are those of Extend's webhook
 * documentation and SDK: HMAC-SHA256 over {@code v0:timestamp:body} with the endpoint's secret.
 */
@Component("extendSignatureVerifier")
public final class SignatureVerifier {

  /** The header with the time of signing, in Unix seconds. */
  public static final String TIMESTAMP_HEADER = "x-extend-request-timestamp";

  /** The header with the signature, in hexadecimal. */
  public static final String SIGNATURE_HEADER = "x-extend-request-signature";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE_BYTES = 32;
  private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,11}");

  private final List<SecretKeySpec> keys;
  private final Duration maxAge;
  private final Duration maxAhead;
  private final Clock clock;

  /**
   * A verifier of the configured secrets.
   *
   * @param properties the secrets and how fresh a request must be
   * @param clock tells what time it is
   */
  public SignatureVerifier(WebhookProperties properties, @RouterClock Clock clock) {
    this.keys =
        properties.signingSecrets().stream()
            .map(secret -> new SecretKeySpec(secret.key(), ALGORITHM))
            .toList();
    this.maxAge = properties.maxAge();
    this.maxAhead = properties.maxAhead();
    this.clock = clock;
  }

  /**
   * Returns if the request is Extend's and fresh, and throws if not.
   *
   * @param body the body's bytes as they came
   * @param timestamp the timestamp header; anything but a single string is rejected
   * @param signature the signature header; anything but a single string is rejected
   * @throws RejectedWebhookException if the request must not be let in
   */
  public void verify(
      @Body byte[] body,
      @Header(TIMESTAMP_HEADER) Object timestamp,
      @Header(SIGNATURE_HEADER) Object signature)
      throws RejectedWebhookException {
    String signedAt = single(TIMESTAMP_HEADER, timestamp);
    byte[] claimed = decode(single(SIGNATURE_HEADER, signature));
    checkFresh(signedAt);
    byte[] prefix = ("v0:" + signedAt + ":").getBytes(StandardCharsets.US_ASCII);
    boolean genuine = false;
    for (SecretKeySpec key : keys) {
      genuine |= MessageDigest.isEqual(hmac(key, prefix, body), claimed);
    }
    if (!genuine) {
      throw new RejectedWebhookException(
          Rejection.WRONG_SIGNATURE,
          "the signature fits none of the %d configured secrets".formatted(keys.size()));
    }
  }

  private static String single(String header, Object value) throws RejectedWebhookException {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new RejectedWebhookException(
        Rejection.MISSING_HEADER, "the header %s is missing, empty or repeated".formatted(header));
  }

  private static byte[] decode(String signature) throws RejectedWebhookException {
    if (signature.length() == 2 * SIGNATURE_BYTES
        && signature.chars().allMatch(HexFormat::isHexDigit)) {
      return HexFormat.of().parseHex(signature);
    }
    throw new RejectedWebhookException(
        Rejection.MALFORMED_SIGNATURE, "the signature is not 32 bytes in hexadecimal");
  }

  private void checkFresh(String timestamp) throws RejectedWebhookException {
    if (!UNIX_SECONDS.matcher(timestamp).matches()) {
      throw new RejectedWebhookException(
          Rejection.MALFORMED_TIMESTAMP, "the timestamp is not Unix seconds in decimal digits");
    }
    Duration age =
        Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
    if (maxAge.isZero()) {
      return;
    }
    if (age.compareTo(maxAge) > 0) {
      throw new RejectedWebhookException(
          Rejection.STALE,
          "the timestamp is %d s old, more than the %d s of extend.webhook.max-age"
              .formatted(age.toSeconds(), maxAge.toSeconds()));
    }
    if (age.negated().compareTo(maxAhead) > 0) {
      throw new RejectedWebhookException(
          Rejection.IN_THE_FUTURE,
          "the timestamp is %d s ahead, more than the %d s of extend.webhook.max-ahead"
              .formatted(age.negated().toSeconds(), maxAhead.toSeconds()));
    }
  }

  private static byte[] hmac(SecretKeySpec key, byte[] prefix, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(prefix);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
    }
  }
}
