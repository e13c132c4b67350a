package org.extendrouter.letters;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Selectors of JMS. */
public final class Selectors {

  /** The broker keeps a hundred selectors that it has read, so that none of them may be long. */
  static final int AT_ONCE = 500;

  private Selectors() {}

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  static String oneOf(String property, Collection<String> values) {
    return values.stream().map(Selectors::text).collect(joining(", ", property + " IN (", ")"));
  }

  /**
   * As many values as one selector may hold.
   *
   * @param values any number of them
   * @return the same, in order
   */
  public static List<List<String>> pages(Collection<String> values) {
    List<String> all = List.copyOf(values);
    List<List<String>> pages = new ArrayList<>();
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      pages.add(all.subList(i, Math.min(i + AT_ONCE, all.size())));
    }
    return pages;
  }
}
