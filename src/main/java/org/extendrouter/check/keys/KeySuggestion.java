package org.extendrouter.check.keys;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Spelling;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Says what was meant by a key that nobody reads.
 *
 * @param known the keys that could have been meant
 */
public record KeySuggestion(KnownKeys known) {

  /**
   * What to write instead of a key.
   *
   * @param name the key, below {@code extend} or beside it
   * @return a hint that begins a fault's fix, for example "did you mean extend.review.channels?"
   */
  public String of(ConfigurationPropertyName name) {
    return KnownKeys.ROOT.isAncestorOf(name) ? below(name) : beside(name);
  }

  /**
   * The key that a slip makes into another.
   *
   * @param name a key that nobody reads
   * @return the near one, as far as the first word that nobody knows; empty if there is none
   */
  public Optional<ConfigurationPropertyName> near(ConfigurationPropertyName name) {
    for (int depth = 1; depth < name.getNumberOfElements(); depth++) {
      ConfigurationPropertyName parent = name.chop(depth);
      Set<String> siblings = known.below(parent);
      if (siblings.stream().map(parent::append).noneMatch(name.chop(depth + 1)::equals)) {
        return Spelling.closest(name.getElement(depth, Form.DASHED), siblings).map(parent::append);
      }
    }
    return Optional.empty();
  }

  private String beside(ConfigurationPropertyName name) {
    return Stream.of(name, name.subName(1))
        .map(KnownKeys.ROOT::append)
        .filter(below -> !below.equals(KnownKeys.ROOT) && known.contains(below))
        .findFirst()
        .map("did you mean %s?"::formatted)
        .or(() -> elsewhere(name.getLastElement(Form.DASHED)))
        .orElse("did you mean extend?");
  }

  private String below(ConfigurationPropertyName name) {
    for (int depth = 1; depth < name.getNumberOfElements(); depth++) {
      ConfigurationPropertyName parent = name.chop(depth);
      Set<String> siblings = known.below(parent);
      if (!name.isNumericIndex(depth) && areNumbers(siblings)) {
        return "%s is a list: begin each entry with \"- \", for example - type: invoice"
            .formatted(parent);
      }
      String written = name.getElement(depth, Form.DASHED);
      if (!siblings.contains(written)) {
        return Spelling.closest(written, siblings)
            .map(word -> "did you mean %s?".formatted(parent.append(word)))
            .or(() -> elsewhere(written))
            .orElseGet(() -> removal(parent, siblings));
      }
    }
    return "it holds other settings, and has no value of its own";
  }

  private static boolean areNumbers(Set<String> words) {
    return !words.isEmpty() && words.stream().allMatch(word -> word.matches("\\d+"));
  }

  /** Keys of other places that end in such a word. */
  private Optional<String> elsewhere(String written) {
    List<String> near =
        known.shapes().stream()
            .filter(shape -> Spelling.closest(written, endings(shape)).isPresent())
            .toList();
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of("did you mean %s?".formatted(String.join(" or ", near)));
  }

  private static List<String> endings(String shape) {
    String last = shape.substring(shape.lastIndexOf('.') + 1);
    return List.of(last, last.substring(last.lastIndexOf('-') + 1));
  }

  private static String removal(ConfigurationPropertyName parent, Set<String> siblings) {
    return siblings.isEmpty()
        ? "remove it"
        : "remove it; below %s there are %s".formatted(parent, String.join(", ", siblings));
  }
}
