package org.extendrouter.triage;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names can stand in the name of a queue as they are. */
public final class BranchName {

  /** A plain queue name. */
  static final String PLAIN = "[A-Za-z0-9_-]{1,100}";

  private static final Pattern PLAIN_NAME = Pattern.compile(PLAIN);
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9-]+");
  private static final Pattern ENDS = Pattern.compile("^_+|_+$");
  private static final int LONGEST_SUGGESTION = 60;

  private BranchName() {}

  /**
   * Whether a type needs no {@code branch} of its own in {@code extend.types}.
   *
   * @param type the type's name
   * @return true if the name is letters, digits, {@code _} and {@code -} alone, 100 at most
   */
  public static boolean isPlain(String type) {
    return type != null && PLAIN_NAME.matcher(type).matches();
  }

  /**
   * A name for the branch of a type.
   *
   * @param type the type's name
   * @return a plain name that resembles it
   */
  public static String suggestedFor(String type) {
    if (isPlain(type)) {
      return type;
    }
    String letters = MARKS.matcher(Normalizer.normalize(type, Normalizer.Form.NFKD)).replaceAll("");
    String plain = NOT_PLAIN.matcher(letters.toLowerCase(Locale.ROOT)).replaceAll("_");
    String name = ENDS.matcher(plain).replaceAll("");
    return name.isEmpty()
        ? "branch_1"
        : name.substring(0, Math.min(name.length(), LONGEST_SUGGESTION));
  }
}
