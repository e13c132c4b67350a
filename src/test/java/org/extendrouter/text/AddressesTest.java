package org.extendrouter.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          invoking http://host:80/x?code=s3cret with statusCode: 500 | invoking http://host:80/x?… with statusCode: 500
          to https://ada:s3cret@host/x.                              | to https://host/x.
          to https://s3cret@host/x?a=s3cret&b=/?c=@d                 | to https://host/x?…
          at ftp://ada:s3@cret@host/in                               | at ftp://host/in
          at ftp:ada:s3cret@host/in                                  | at ftp:host/in
          smtp:host?password=RAW(s3cret s3cret)&to=a: refused        | smtp:host?… refused
          jms:queue:a?connectionFactory=#s3cret                      | jms:queue:a?…
          smtp:host?a=RAW(s3 s3)&b=RAW{s3 s3}&c=s3 (it is down)      | smtp:host?… (it is down)
          "http://a/b?k=s3cret" and "http://a/b?k=RAW(s3 s3)"        | "http://a/b?…" and "http://a/b?…"
          (http://a/b?k=s3cret) and http://c/d?k=s3cret              | (http://a/b?… and http://c/d?…
          """)
  void keysInAddressesAreLeftOut(String text, String shown) {
    assertThat(Addresses.withoutSecrets(text)).isEqualTo(shown).doesNotContain("s3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Connection refused",
        "IOException: is the disk full? Look at data/accepted",
        "550 5.1.1 rejected:ada@example.com",
        "see http://host/x? It tells more",
        "bean:extendTriage#method at 12:30"
      })
  void allElseStaysAsItIs(String text) {
    assertThat(Addresses.withoutSecrets(text)).isEqualTo(text);
  }

  @Test
  @Timeout(60)
  void aLongTextTakesNoTime() {
    for (String part : new String[] {"a", "a:b?", "a://", "RAW(", "a:b?RAW(", "a@", "a:"}) {
      assertThat(Addresses.withoutSecrets(part.repeat(5000))).isNotNull();
    }
  }
}
