package org.extendrouter.ticketfile;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The name of a file that is put aside: that of the ticket if it is one, else what is left of the
 * file's name without characters that mean something to a system or to Camel, and short enough that
 * more can stand behind it.
 *
 * @param stem what a number follows
 * @param ending the rest, with the full stop before it; may be empty
 */
record AsideName(String stem, String ending) {

  private static final Pattern MEANS_MORE = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._ ()-]|^[. ]+");
  private static final String NOTHING = "_";

  /** In bytes, of the 255 that file systems take. */
  private static final int LONGEST_STEM = 120;

  private static final int LONGEST_ENDING = 20;

  static AsideName of(String fileName) {
    return TicketFileName.of(fileName)
        .filter(name -> name.ticket().length() <= 200)
        .map(name -> new AsideName(name.ticket(), clean(name.ending(), LONGEST_ENDING)))
        .orElseGet(() -> ofAnyFile(fileName));
  }

  private static AsideName ofAnyFile(String fileName) {
    int stop = fileName.lastIndexOf('.');
    boolean hasEnding = stop > 0 && fileName.length() - stop <= LONGEST_ENDING;
    String stem =
        MEANS_MORE.matcher(hasEnding ? fileName.substring(0, stop) : fileName).replaceAll(NOTHING);
    return new AsideName(
        cut(stem, LONGEST_STEM), hasEnding ? clean(fileName.substring(stop), LONGEST_ENDING) : "");
  }

  String numbered(int number) {
    return number == 1 ? stem + ending : "%s (%d)%s".formatted(stem, number, ending);
  }

  /** An ending begins with a full stop. */
  private static String clean(String ending, int bytes) {
    return ending.isEmpty()
        ? ending
        : cut("." + MEANS_MORE.matcher(ending.substring(1)).replaceAll(NOTHING), bytes);
  }

  /** As much of a text as has no more bytes in UTF-8. */
  static String cut(String text, int bytes) {
    String cut = text;
    while (cut.getBytes(StandardCharsets.UTF_8).length > bytes) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }
}
