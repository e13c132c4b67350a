package org.extendrouter.check.sources;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Spelling;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * A variable of the environment.
 *
 * @param name as it is written
 */
record Variable(String name) {

  private static final String GAP = "_";

  /**
   * The variables that Spring Boot reads a setting from.
   *
   * @param key the setting
   * @return the one of the documentation, and one with {@code _} for each hyphen
   */
  static Stream<Variable> of(ConfigurationPropertyName key) {
    String words = key.toString().replace("[", GAP).replace("]", "").replace(".", GAP);
    return Stream.of("", GAP)
        .map(hyphen -> new Variable(words.replace("-", hyphen).toUpperCase(Locale.ROOT)));
  }

  /**
   * The same for all entries of a list, in upper case.
   *
   * @return the variable with 0 in place of each number
   */
  Variable uniform() {
    return new Variable(name.toUpperCase(Locale.ROOT).replaceAll("_\\d+(?=_|$)", "_0"));
  }

  /**
   * Whether it may be a slip for another. Of two long names that differ in one whole word, none is.
   *
   * @param other the other
   * @return true if no word differs by more than a slip, or the gaps between the words alone
   */
  boolean isCloseTo(Variable other) {
    List<String> words = words();
    List<String> others = other.words();
    return hasLettersOf(other)
        || words.size() == others.size()
            && IntStream.range(0, words.size())
                .allMatch(i -> Spelling.closest(words.get(i), List.of(others.get(i))).isPresent());
  }

  /**
   * Whether the gaps between the words alone may differ.
   *
   * @param other the other
   * @return true if all letters are the same
   */
  boolean hasLettersOf(Variable other) {
    return name.replace(GAP, "").equals(other.name.replace(GAP, ""));
  }

  /**
   * This with the entries of another.
   *
   * @param other one with the same number of words
   * @return the name with the numbers of the other
   */
  String numberedAs(Variable other) {
    List<String> words = words();
    List<String> others = other.words();
    return words.size() == others.size()
        ? String.join(
            GAP,
            IntStream.range(0, words.size())
                .mapToObj(i -> others.get(i).matches("\\d+") ? others.get(i) : words.get(i))
                .toList())
        : name;
  }

  private List<String> words() {
    return List.of(name.split(GAP, -1));
  }
}
