package org.extendrouter.log;

import java.util.Locale;
import java.util.regex.Pattern;

/** Writes line breaks and other control characters out, so that they do nothing. */
final class ControlCharacters {

  /** With Unicode's line and paragraph separators and what reorders text on screen. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  private ControlCharacters() {}

  static String writtenOut(String text) {
    return text == null
        ? null
        : CONTROL.matcher(text).replaceAll(found -> escape(found.group().charAt(0)));
  }

  /** A backslash for itself is two in a replacement. */
  private static String escape(char control) {
    return switch (control) {
      case '\n' -> "\\\\n";
      case '\r' -> "\\\\r";
      case '\t' -> "\\\\t";
      default -> String.format(Locale.ROOT, "\\\\u%04x", (int) control);
    };
  }
}
