package org.extendrouter.text;

import java.util.regex.Pattern;

/**
 * Text from an event, made safe to stand on one line of a log, a mail header or a ticket: no
 * control character, no line break, no invisible mark that reverses what follows, no endless
 * length. Emoji and other scripts stay.
 */
public final class SafeText {

  /**
   * Control and line-separating characters, half surrogates, and the format characters that reorder
   * text on screen (Unicode's bidirectional controls) or hide in it. The joiners U+200C and U+200D
   * stay, since scripts and emoji need them.
   */
  private static final Pattern UNSAFE =
      Pattern.compile(
          "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF]+");

  /** Letters and symbols, but for those that Unicode draws as nothing. */
  private static final Pattern VISIBLE =
      Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S}&&[^\\u115F\\u1160\\u2800\\u3164\\uFFA0]]");

  private SafeText() {}

  /**
   * Whether a text shows anything.
   *
   * @param text any text; may be null
   * @return false if it has nothing but blanks and invisible characters
   */
  public static boolean isVisible(String text) {
    return text != null && VISIBLE.matcher(text).find();
  }

  /**
   * The text on one line.
   *
   * @param text what an event says; may be null
   * @param maxLength the longest result, in code points; what is over is cut and marked with …
   * @return the safe text, empty for null
   */
  public static String oneLine(String text, int maxLength) {
    if (text == null) {
      return "";
    }
    // Cut roughly first: a text of megabytes is not worth cleaning whole.
    String rough = text.length() > 8 * maxLength ? text.substring(0, 8 * maxLength) : text;
    String clean = UNSAFE.matcher(rough).replaceAll(" ").strip();
    if (clean.codePointCount(0, clean.length()) <= maxLength) {
      return clean;
    }
    return clean.substring(0, clean.offsetByCodePoints(0, maxLength - 1)) + "…";
  }
}
