package org.extendrouter.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SafeTextPropertyTest {

  private static final Set<Byte> REORDERING =
      Set.of(
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
          Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE);

  private static final String MARKS = "\u061C\u200B\u200E\u200F\u2060\uFEFF";

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a",
            " ",
            "\r\n",
            "\t",
            "\u0000",
            "\u001B[2J",
            "\u0085",
            "\u2028",
            "\u2029",
            "\u202E",
            "\u2066",
            "\u2069",
            "\u061C",
            "\u200F",
            "\uFEFF",
            "\u200B",
            "\uD83D",
            "\uDE00",
            "😀",
            "👩‍👩‍👧",
            "漢",
            "é",
            "مدفوع",
            "…",
            "\u00A0");
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(60).map(list -> String.join("", list)),
        Arbitraries.strings().all().ofMaxLength(200));
  }

  @Provide
  Arbitrary<String> harmless() {
    return Arbitraries.of(
            "a",
            "Z",
            "7",
            ".",
            "-",
            "<",
            "漢",
            "é",
            "е\u0301",
            "م",
            "😀",
            "👍🏽",
            "🇩🇪",
            "👩‍👩‍👧")
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .map(list -> String.join("", list));
  }

  @Property(tries = 2000)
  void holdsNothingThatBreaksOrReordersALine(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 50) int maxLength) {
    String line = SafeText.oneLine(text, maxLength);

    assertThat(line.codePoints().boxed().toList())
        .allSatisfy(
            c -> {
              assertThat(Character.getType(c))
                  .isNotIn(
                      (int) Character.CONTROL,
                      (int) Character.LINE_SEPARATOR,
                      (int) Character.PARAGRAPH_SEPARATOR,
                      (int) Character.SURROGATE);
              assertThat(REORDERING).doesNotContain(Character.getDirectionality(c));
              assertThat(MARKS.indexOf(c)).isNegative();
            });
    assertThat(line).isEqualTo(line.strip());
  }

  @Property(tries = 2000)
  void isNoLongerThanAllowed(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 50) int maxLength) {
    String line = SafeText.oneLine(text, maxLength);

    assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(maxLength);
  }

  @Property(tries = 2000)
  void isTheSameWhenDoneTwice(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 50) int maxLength) {
    String line = SafeText.oneLine(text, maxLength);

    assertThat(SafeText.oneLine(line, maxLength)).isEqualTo(line);
  }

  @Property(tries = 500)
  void keepsEmojiAndOtherScripts(@ForAll("harmless") String text) {
    assertThat(SafeText.oneLine(text, 200)).isEqualTo(text);
  }

  @Property(tries = 500)
  void marksWhatItCuts(@ForAll("harmless") String text) {
    int length = text.codePointCount(0, text.length());

    assertThat(SafeText.oneLine(text + "z", length))
        .isEqualTo(text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…");
  }

  @Example
  void nullIsEmpty() {
    assertThat(SafeText.oneLine(null, 10)).isEmpty();
  }

  @Example
  void separatesWhatALineBreakSeparated() {
    assertThat(SafeText.oneLine("a\r\nBcc: b", 20)).isEqualTo("a Bcc: b");
  }
}
