package org.extendrouter.monitoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.extendrouter.monitoring.PromQl.Condition;
import org.extendrouter.monitoring.PromQl.Selector;

/**
 * What a process exports.
 *
 * @param series the labels of each series, by the name of their metric
 */
public record Exported(Map<String, List<Map<String, String>>> series) {

  private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Where a pattern may be split into what it lists: not within parentheses. */
  private static final Pattern ALTERNATIVE = Pattern.compile("(?:\\([^)]*\\)|[^|])+");

  /** What Prometheus itself adds. */
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

  /** Prometheus's own metric. */
  private static final String UP = "up";

  /**
   * Reads a page.
   *
   * @param page in Prometheus's text format
   * @return what is on it
   */
  public static Exported read(String page) {
    return new Exported(
        page.lines()
            .filter(line -> !line.startsWith("#"))
            .map(SAMPLE::matcher)
            .filter(Matcher::matches)
            .collect(
                Collectors.groupingBy(
                    sample -> sample.group(1),
                    Collectors.mapping(sample -> labels(sample.group(2)), Collectors.toList()))));
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (text != null) {
      LABEL
          .matcher(text)
          .results()
          .forEach(label -> labels.put(label.group(1), label.group(2).translateEscapes()));
    }
    return labels;
  }

  /**
   * What an expression asks for in vain.
   *
   * @param expression in Prometheus's language
   * @param more further labels that its result must have
   * @return a line for each metric, label or value that is not exported
   */
  public List<String> missing(String expression, Collection<String> more) {
    PromQl asked = PromQl.parse(expression);
    List<String> missing = new ArrayList<>();
    if (asked.selectors().isEmpty()) {
      missing.add("no metric in " + expression);
    }
    for (Selector selector : asked.selectors()) {
      if (selector.metric().equals(UP)) {
        continue;
      }
      List<Map<String, String>> exported = series.get(selector.metric());
      if (exported == null) {
        missing.add("metric " + selector.metric());
        continue;
      }
      for (List<String> labels : List.of(asked.labels(), List.copyOf(more))) {
        labels.stream()
            .filter(label -> !has(exported, label))
            .forEach(label -> missing.add("label " + label + " of " + selector.metric()));
      }
      selector.conditions().stream()
          .flatMap(condition -> missing(exported, condition).stream())
          .forEach(fault -> missing.add(fault + " of " + selector.metric()));
    }
    return missing;
  }

  private static boolean has(List<Map<String, String>> exported, String label) {
    return OF_PROMETHEUS.contains(label)
        || exported.stream().anyMatch(labels -> labels.containsKey(label));
  }

  private static List<String> missing(List<Map<String, String>> exported, Condition condition) {
    if (!has(exported, condition.label())) {
      return List.of("label " + condition.label());
    }
    if (OF_PROMETHEUS.contains(condition.label()) || condition.value().startsWith("$")) {
      return List.of();
    }
    List<String> values = exported.stream().map(labels -> labels.get(condition.label())).toList();
    if (!condition.isPattern()) {
      return values.contains(condition.value())
          ? List.of()
          : List.of(condition.label() + " " + condition.value());
    }
    return ALTERNATIVE
        .matcher(condition.value())
        .results()
        .map(alternative -> alternative.group())
        .filter(alternative -> values.stream().noneMatch(matches(alternative)))
        .map(alternative -> condition.label() + " " + alternative)
        .toList();
  }

  private static Predicate<String> matches(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }
}
