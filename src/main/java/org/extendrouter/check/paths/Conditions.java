package org.extendrouter.check.paths;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.WhenDefinition;

/** What conditions of a choice leave. */
final class Conditions {

  /** A comparison of Simple that is no part of a larger one. */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "\\$\\{[^{}]+} *([=!<>~]{1,2}|!?[A-Za-z]+(?: [a-z]+)?) +('[^']*'|\"[^\"]*\"|[^&|'\"]+)");

  private static final int OPERATOR = 1;
  private static final int RIGHT = 2;

  private Conditions() {}

  /**
   * Whether they may leave nothing. Values of which each has a condition do: another may come. Of
   * what turns another round, or cannot be read, nobody can tell in general.
   */
  static boolean mayBeAll(List<WhenDefinition> clauses) {
    List<Optional<MatchResult>> comparisons = clauses.stream().map(Conditions::comparison).toList();
    return clauses.size() > 1
        && (comparisons.stream().anyMatch(Optional::isEmpty)
            || isAny(comparisons, OPERATOR, "!.*|not .*")
            || isAny(comparisons, OPERATOR, "<=?") && isAny(comparisons, OPERATOR, ">=?")
            || isAny(comparisons, RIGHT, "['\"]?true['\"]?")
                && isAny(comparisons, RIGHT, "['\"]?false['\"]?"));
  }

  private static boolean isAny(
      List<Optional<MatchResult>> comparisons, int group, String expected) {
    return comparisons.stream()
        .flatMap(Optional::stream)
        .anyMatch(comparison -> comparison.group(group).strip().matches(expected));
  }

  private static Optional<MatchResult> comparison(WhenDefinition clause) {
    if (clause.getExpression() == null || !"simple".equals(clause.getExpression().getLanguage())) {
      return Optional.empty();
    }
    Matcher comparison =
        COMPARISON.matcher(String.valueOf(clause.getExpression().getExpression()).strip());
    return comparison.matches() ? Optional.of(comparison.toMatchResult()) : Optional.empty();
  }
}
