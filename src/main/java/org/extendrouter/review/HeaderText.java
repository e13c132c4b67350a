package org.extendrouter.review;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Text of others in a header of a mail, which mail programs show as it is: what looks encoded
 * already would be decoded by them into something else.
 */
final class HeaderText {

  private static final String ENCODED = "=?";

  /** In bytes, of UTF-8: a word has 75 characters at the most, of which 12 are not its text. */
  private static final int LONGEST_WORD = 45;

  private HeaderText() {}

  /**
   * Encodes it if it must be.
   *
   * @param header the header's name
   * @param line the text, on one line
   * @return ASCII alone, folded to lines that mail servers take
   */
  static String encoded(String header, String line) {
    try {
      String encoded =
          line.contains(ENCODED)
              ? words(line)
              : MimeUtility.encodeText(line, StandardCharsets.UTF_8.name(), null);
      return MimeUtility.fold(header.length() + 2, encoded);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }

  /** Jakarta Mail encodes nothing that is ASCII. No character is cut in two. */
  private static String words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int codePoint : line.codePoints().toArray()) {
      String character = Character.toString(codePoint);
      if (bytes(word + character).length > LONGEST_WORD) {
        words.add(word(word));
        word.setLength(0);
      }
      word.append(character);
    }
    words.add(word(word));
    return String.join(" ", words);
  }

  private static String word(CharSequence text) {
    return "=?UTF-8?B?%s?=".formatted(Base64.getEncoder().encodeToString(bytes(text)));
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
