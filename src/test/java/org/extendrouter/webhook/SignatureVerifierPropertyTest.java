package org.extendrouter.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class SignatureVerifierPropertyTest {

  private static final String TIMESTAMP = String.valueOf(SignatureVerifierTest.NOW);

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withCharRange('!', '~')
        .withChars("äß漢")
        .ofMinLength(1)
        .ofMaxLength(200);
  }

  @Provide
  Arbitrary<String> headers() {
    Arbitrary<String> hexLength =
        Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofLength(64);
    Arbitrary<String> nearlyHex =
        Arbitraries.strings().withChars("0f \n-+g\uFF10\u0660").ofMaxLength(66);
    Arbitrary<String> digits =
        Arbitraries.strings().withChars("0123456789").ofMinLength(1).ofMaxLength(25);
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(100),
        hexLength,
        nearlyHex,
        digits,
        Arbitraries.just(TIMESTAMP));
  }

  @Property(tries = 500)
  void whatIsSignedWithTheSecretVerifies(
      @ForAll @Size(max = 300) byte[] body, @ForAll("secrets") String secret) {
    String signature = SignatureVerifierTest.sign(secret, TIMESTAMP, body);

    assertThatCode(() -> verifier(secret).verify(body, TIMESTAMP, signature))
        .doesNotThrowAnyException();
  }

  @Property(tries = 500)
  void oneBitOfTheBodyMatters(
      @ForAll @Size(min = 1, max = 300) byte[] body,
      @ForAll("secrets") String secret,
      @ForAll int bit) {
    String signature = SignatureVerifierTest.sign(secret, TIMESTAMP, body);
    byte[] changed = flipped(body, bit);

    assertThatThrownBy(() -> verifier(secret).verify(changed, TIMESTAMP, signature))
        .isInstanceOf(RejectedWebhookException.class);
  }

  @Property(tries = 500)
  void oneBitOfTheSignatureMatters(
      @ForAll @Size(max = 300) byte[] body, @ForAll("secrets") String secret, @ForAll int bit) {
    byte[] signature = HexFormat.of().parseHex(SignatureVerifierTest.sign(secret, TIMESTAMP, body));
    String changed = HexFormat.of().formatHex(flipped(signature, bit));

    assertThatThrownBy(() -> verifier(secret).verify(body, TIMESTAMP, changed))
        .isInstanceOf(RejectedWebhookException.class);
  }

  @Property(tries = 2000)
  void arbitraryHeadersAreTurnedAwayAndNothingElse(
      @ForAll @Size(max = 300) byte[] body,
      @ForAll("headers") String timestamp,
      @ForAll("headers") String signature) {
    assertThatThrownBy(
            () -> verifier(SignatureVerifierTest.SECRET).verify(body, timestamp, signature))
        .isExactlyInstanceOf(RejectedWebhookException.class);
  }

  private static SignatureVerifier verifier(String secret) {
    return SignatureVerifierTest.verifier(Duration.ofSeconds(300), secret);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    int position = Math.floorMod(bit, bytes.length * 8);
    changed[position / 8] ^= (byte) (1 << (position % 8));
    return changed;
  }
}
