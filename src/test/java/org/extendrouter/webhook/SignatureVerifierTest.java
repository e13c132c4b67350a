package org.extendrouter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class SignatureVerifierTest {

  static final long NOW = 1_767_225_600L;
  static final String SECRET = "wss_theOneThatSigns";

  private static final byte[] BODY = "{\"eventId\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
  private static final String TIMESTAMP = String.valueOf(NOW);
  private static final String SIGNATURE = sign(SECRET, TIMESTAMP, BODY);

  private final SignatureVerifier verifier = verifier(Duration.ofSeconds(300), SECRET);

  static SignatureVerifier verifier(Duration maxAge, String... secrets) {
    return new SignatureVerifier(
        new WebhookProperties(
            "/webhooks/extend",
            Stream.of(secrets).map(SigningSecret::of).toList(),
            maxAge,
            Duration.ofSeconds(60),
            DataSize.ofMegabytes(5),
            Duration.ofSeconds(20),
            DataSize.ofMegabytes(32)),
        Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
  }

  static String sign(String secret, String timestamp, byte[] body) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
    message.writeBytes(body);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Arguments> vectors() throws IOException {
    try (InputStream in =
        SignatureVerifierTest.class.getResourceAsStream("/signature-vectors.json")) {
      JsonNode vectors = new ObjectMapper().readTree(in);
      assertThat(vectors).hasSizeGreaterThan(20);
      return StreamSupport.stream(vectors.spliterator(), false)
          .map(
              vector ->
                  arguments(
                      vector.path("name").asText() + ", by " + vector.path("madeBy").asText(),
                      vector));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void agreesWithIndependentSigners(String name, JsonNode vector) {
    SignatureVerifier ageless = verifier(Duration.ZERO, vector.get("secret").textValue());
    byte[] body = Base64.getDecoder().decode(vector.get("bodyBase64").textValue());

    Throwable rejection =
        catchThrowable(
            () ->
                ageless.verify(
                    body,
                    vector.get("timestamp").textValue(),
                    vector.get("signature").textValue()));

    if (vector.get("valid").booleanValue()) {
      assertThat(rejection).isNull();
    } else {
      assertThat(rejection).isInstanceOf(RejectedWebhookException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wss_old", "wss_new", "wss_third"})
  void anyOfSeveralSecretsMaySign(String secret) {
    SignatureVerifier several =
        verifier(Duration.ofSeconds(300), "wss_old", "wss_new", "wss_third");

    assertThatCode(() -> several.verify(BODY, TIMESTAMP, sign(secret, TIMESTAMP, BODY)))
        .doesNotThrowAnyException();
  }

  @Test
  void secretOutsideTheListIsRefused() {
    SignatureVerifier several = verifier(Duration.ofSeconds(300), "wss_old", "wss_new");

    assertThat(rejection(several, TIMESTAMP, sign("wss_gone", TIMESTAMP, BODY)).getReason())
        .isEqualTo(Rejection.WRONG_SIGNATURE);
  }

  @Test
  void whiteSpaceAroundAConfiguredSecretIsNotPartOfIt() {
    assertThatCode(
            () ->
                verifier(Duration.ofSeconds(300), " \t" + SECRET + "\n")
                    .verify(BODY, TIMESTAMP, SIGNATURE))
        .doesNotThrowAnyException();
  }

  @Test
  void upperCaseAndMixedCaseHexIsTheSameSignature() {
    String upper = SIGNATURE.toUpperCase(Locale.ROOT);

    assertThat(upper).isNotEqualTo(SIGNATURE);
    assertThatCode(() -> verifier.verify(BODY, TIMESTAMP, upper)).doesNotThrowAnyException();
    assertThatCode(
            () ->
                verifier.verify(BODY, TIMESTAMP, upper.substring(0, 32) + SIGNATURE.substring(32)))
        .doesNotThrowAnyException();
  }

  static Stream<Object> notSingleStrings() {
    return Stream.of(
        null,
        "",
        List.of(),
        List.of(TIMESTAMP, TIMESTAMP),
        List.of(SIGNATURE, SIGNATURE),
        List.of(TIMESTAMP),
        NOW,
        new byte[] {1});
  }

  @ParameterizedTest
  @MethodSource("notSingleStrings")
  void timestampMissingEmptyOrRepeatedIsRefused(Object header) {
    RejectedWebhookException rejection = rejection(verifier, header, SIGNATURE);

    assertThat(rejection.getReason()).isEqualTo(Rejection.MISSING_HEADER);
    assertThat(rejection).hasMessageContaining(SignatureVerifier.TIMESTAMP_HEADER);
  }

  @ParameterizedTest
  @MethodSource("notSingleStrings")
  void signatureMissingEmptyOrRepeatedIsRefused(Object header) {
    RejectedWebhookException rejection = rejection(verifier, TIMESTAMP, header);

    assertThat(rejection.getReason()).isEqualTo(Rejection.MISSING_HEADER);
    assertThat(rejection).hasMessageContaining(SignatureVerifier.SIGNATURE_HEADER);
  }

  static Stream<String> malformedSignatures() {
    return Stream.of(
        SIGNATURE.substring(0, 63),
        SIGNATURE.substring(0, 62),
        SIGNATURE.substring(0, 2),
        SIGNATURE + "0",
        SIGNATURE + "00",
        SIGNATURE + SIGNATURE,
        " " + SIGNATURE.substring(1),
        SIGNATURE.substring(0, 63) + "\n",
        SIGNATURE + "\n",
        "0x" + SIGNATURE.substring(2),
        "g" + SIGNATURE.substring(1),
        "v0=" + SIGNATURE,
        SIGNATURE + "," + SIGNATURE,
        "\uFF10".repeat(64),
        SIGNATURE.substring(0, 63) + "\uFF11",
        SIGNATURE.substring(0, 63) + "\u0661",
        "z".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("malformedSignatures")
  void signatureThatIsNot32BytesInHexIsRefused(String signature) {
    assertThat(rejection(verifier, TIMESTAMP, signature).getReason())
        .isEqualTo(Rejection.MALFORMED_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1767225600",
        "-1767225600",
        " 1767225600",
        "1767225600 ",
        "1767225600\n",
        "1767 225600",
        "1767225600.0",
        "1767225600,5",
        "1.7672256e9",
        "0x6955B900",
        "176722560000",
        "9223372036854775808",
        "99999999999999999999999999",
        "\u0661\u0667\u0666\u0667\u0662\u0662\u0665\u0666\u0660\u0660",
        "\uFF11\uFF17\uFF16\uFF17\uFF12\uFF12\uFF15\uFF16\uFF10\uFF10",
        "2026-01-01T00:00:00Z",
        "now"
      })
  void timestampThatIsNotPlainSecondsIsRefusedThoughSigned(String timestamp) {
    String signature = sign(SECRET, timestamp, BODY);

    assertThat(rejection(verifier, timestamp, signature).getReason())
        .isEqualTo(Rejection.MALFORMED_TIMESTAMP);
    assertThat(rejection(verifier(Duration.ZERO, SECRET), timestamp, signature).getReason())
        .isEqualTo(Rejection.MALFORMED_TIMESTAMP);
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, -299, 0, 59, 60})
  void timestampWithinTheLimitsIsAccepted(long offset) {
    String timestamp = String.valueOf(NOW + offset);

    assertThatCode(() -> verifier.verify(BODY, timestamp, sign(SECRET, timestamp, BODY)))
        .doesNotThrowAnyException();
  }

  static Stream<Arguments> outsideTheLimits() {
    return Stream.of(
        arguments(NOW - 301, Rejection.STALE),
        arguments(0L, Rejection.STALE),
        arguments(NOW + 61, Rejection.IN_THE_FUTURE),
        arguments(99_999_999_999L, Rejection.IN_THE_FUTURE));
  }

  @ParameterizedTest
  @MethodSource("outsideTheLimits")
  void timestampOutsideTheLimitsIsRefusedThoughSigned(long seconds, Rejection reason) {
    String timestamp = String.valueOf(seconds);

    assertThat(rejection(verifier, timestamp, sign(SECRET, timestamp, BODY)).getReason())
        .isEqualTo(reason);
  }

  @Test
  void maxAgeZeroSwitchesFreshnessOff() {
    for (String timestamp : List.of("0", "99999999999")) {
      assertThatCode(
              () ->
                  verifier(Duration.ZERO, SECRET)
                      .verify(BODY, timestamp, sign(SECRET, timestamp, BODY)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void timestampIsPartOfWhatIsSigned() {
    assertThat(rejection(verifier, String.valueOf(NOW - 1), SIGNATURE).getReason())
        .isEqualTo(Rejection.WRONG_SIGNATURE);
    assertThat(rejection(verifier, "0" + TIMESTAMP, SIGNATURE).getReason())
        .isEqualTo(Rejection.WRONG_SIGNATURE);
  }

  @Test
  void absentBodyIsJudgedAsAnEmptyOne() {
    assertThatCode(() -> verifier.verify(null, TIMESTAMP, sign(SECRET, TIMESTAMP, new byte[0])))
        .doesNotThrowAnyException();
  }

  @Test
  void messagesCarryNeitherSecretNorSignature() {
    String foreign = sign("wss_other", TIMESTAMP, BODY);
    String staleSignature = sign(SECRET, "0", BODY);
    String aheadSignature = sign(SECRET, "99999999999", BODY);
    List<RejectedWebhookException> rejections =
        List.of(
            rejection(verifier, TIMESTAMP, foreign),
            rejection(verifier, TIMESTAMP, SIGNATURE + "00"),
            rejection(verifier, null, SIGNATURE),
            rejection(verifier, "forged\nlog line", SIGNATURE),
            rejection(verifier, "0", staleSignature),
            rejection(verifier, "99999999999", aheadSignature));

    assertThat(rejections)
        .extracting(RejectedWebhookException::getReason)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.range(Rejection.MISSING_HEADER, Rejection.WRONG_SIGNATURE));
    for (RejectedWebhookException rejection : rejections) {
      assertThat(rejection.toString())
          .doesNotContain(SECRET, SIGNATURE, foreign, staleSignature, aheadSignature, "\n");
      assertThat(rejection.getCause()).isNull();
    }
  }

  @Test
  void secretPrintsMasked() {
    SigningSecret secret = SigningSecret.of(SECRET);
    WebhookProperties properties =
        new WebhookProperties(
            "/",
            List.of(secret),
            Duration.ZERO,
            Duration.ZERO,
            DataSize.ofBytes(1),
            Duration.ofSeconds(1),
            DataSize.ofBytes(1));

    assertThat(secret).hasToString("***");
    assertThat(properties.toString()).contains("***").doesNotContain(SECRET);
  }

  private static RejectedWebhookException rejection(
      SignatureVerifier verifier, Object timestamp, Object signature) {
    RejectedWebhookException rejection =
        catchThrowableOfType(
            RejectedWebhookException.class, () -> verifier.verify(BODY, timestamp, signature));
    assertThat(rejection).as("the request must be rejected").isNotNull();
    return rejection;
  }
}
