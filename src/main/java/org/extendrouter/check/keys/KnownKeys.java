package org.extendrouter.check.keys;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The keys that somebody reads. Of a list, every entry is known as soon as one is. */
public final class KnownKeys {

  /** What the router's keys begin with. */
  public static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("extend");

  /** What the router sets of itself, and nobody else. */
  static final ConfigurationPropertyName STANDALONE = ROOT.append("standalone");

  private final NavigableSet<ConfigurationPropertyName> names;
  private final NavigableSet<String> shapes;
  private final Set<String> uniform;
  private final Set<String> words;

  KnownKeys(Collection<ConfigurationPropertyName> names) {
    this.names = Collections.unmodifiableNavigableSet(new TreeSet<>(names));
    this.shapes =
        names.stream().map(KnownKeys::shape).collect(Collectors.toCollection(TreeSet::new));
    this.uniform = names.stream().map(KnownKeys::uniform).collect(Collectors.toUnmodifiableSet());
    this.words =
        uniform.stream()
            .flatMap(key -> Stream.of(key.split("\\.")))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * All keys, with the numbers of the entries that were asked for.
   *
   * @return the keys by their names
   */
  public Set<ConfigurationPropertyName> names() {
    return names;
  }

  /**
   * All keys, each entry of a list written as {@code []}.
   *
   * @return for example {@code extend.types[].threshold}, by their names
   */
  Set<String> shapes() {
    return Collections.unmodifiableSet(shapes);
  }

  /**
   * Whether somebody reads a key. Of a list that stands in several sources Spring reads one;
   * entries of the others are known.
   *
   * @param name the key
   * @return true if it, or the same key of another entry, is known
   */
  public boolean contains(ConfigurationPropertyName name) {
    return uniform.contains(uniform(name));
  }

  /**
   * The part of a key that can be told. What is below a misspelt key may be its value, and a
   * secret: {@code pasword: {Secret}} is a key in YAML.
   *
   * @param name a key that nobody reads
   * @return the key as far as its first word that nobody knows, and further while its words are
   *     those of settings
   */
  public ConfigurationPropertyName tellable(ConfigurationPropertyName name) {
    int told = 1;
    while (told < name.getNumberOfElements() && isAbove(name.chop(told))) {
      told++;
    }
    while (told < name.getNumberOfElements()
        && (name.isNumericIndex(told) || words.contains(name.getElement(told, Form.UNIFORM)))) {
      told++;
    }
    return name.chop(told);
  }

  private boolean isAbove(ConfigurationPropertyName part) {
    String above = uniform(part) + ".";
    return uniform.stream().anyMatch(key -> key.startsWith(above));
  }

  /**
   * Whether a key holds other settings.
   *
   * @param name the key
   * @return false for a setting with a value, and for a list
   */
  public boolean isGroup(ConfigurationPropertyName name) {
    int depth = name.getNumberOfElements();
    return names.stream()
        .anyMatch(other -> name.isAncestorOf(other) && !other.isNumericIndex(depth));
  }

  /**
   * The words that may follow a key.
   *
   * @param parent the key
   * @return the next word, or number of an entry, of each key below it
   */
  Set<String> below(ConfigurationPropertyName parent) {
    return names.stream()
        .filter(parent::isAncestorOf)
        .map(name -> name.getElement(parent.getNumberOfElements(), Form.DASHED))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Spring Boot reads a key with dashes or underscores, or without, in letters of any case. */
  private static String uniform(ConfigurationPropertyName name) {
    return IntStream.range(0, name.getNumberOfElements())
        .mapToObj(i -> name.isNumericIndex(i) ? "[]" : name.getElement(i, Form.UNIFORM))
        .collect(Collectors.joining("."));
  }

  private static String shape(ConfigurationPropertyName name) {
    return name.toString().replaceAll("\\[\\d+]", "[]");
  }
}
