package org.extendrouter.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression in Prometheus's language asks for. It is taken apart word by word; whether it
 * is valid is Prometheus's to say.
 *
 * @param selectors which series it asks for
 * @param labels by which it groups or joins them
 */
public record PromQl(List<Selector> selectors, List<String> labels) {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+)|(?<string>\"(?:[^\"\\\\]|\\\\.)*\")|(?<number>\\d[\\w.]*|\\$__\\w+)"
              + "|(?<word>[a-zA-Z_:][\\w:]*)|(?<sign>=~|!~|!=|==|<=|>=|[-+*/%^<>=(){}\\[\\],@])");

  private static final Set<String> BEFORE_LABELS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

  private static final Set<String> OPERATORS =
      Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "atan2");

  /**
   * The series of one metric.
   *
   * @param metric its name
   * @param conditions on its labels
   */
  public record Selector(String metric, List<Condition> conditions) {}

  /**
   * A condition on a label.
   *
   * @param label its name
   * @param operator one of {@code = != =~ !~}
   * @param value what it is compared with
   */
  public record Condition(String label, String operator, String value) {

    boolean isPattern() {
      return operator.endsWith("~");
    }
  }

  /**
   * Takes an expression apart.
   *
   * @param expression in Prometheus's language
   * @return what it asks for
   */
  public static PromQl parse(String expression) {
    return new Parser(tokens(expression)).parse();
  }

  private static List<String> tokens(String expression) {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(expression);
    int end = 0;
    while (end < expression.length()) {
      if (!token.find(end) || token.start() != end) {
        throw new IllegalArgumentException("unknown: " + expression.substring(end));
      }
      end = token.end();
      if (token.group("space") == null) {
        tokens.add(token.group());
      }
    }
    return tokens;
  }

  private static final class Parser {

    private final List<String> tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private int next;

    Parser(List<String> tokens) {
      this.tokens = tokens;
    }

    PromQl parse() {
      while (next < tokens.size()) {
        String token = tokens.get(next++);
        if (token.equals("{")) {
          throw new IllegalArgumentException("conditions without the name of a metric");
        } else if (BEFORE_LABELS.contains(token)) {
          grouping();
        } else if (isWord(token) && !OPERATORS.contains(token) && !isFunction()) {
          selectors.add(new Selector(token, conditions()));
        }
      }
      return new PromQl(List.copyOf(selectors), List.copyOf(labels));
    }

    private static boolean isWord(String token) {
      return Character.isLetter(token.charAt(0)) || "_:".indexOf(token.charAt(0)) >= 0;
    }

    /** Of an aggregation the labels may stand before what is aggregated. */
    private boolean isFunction() {
      return peek("(") || peek("by") || peek("without");
    }

    private boolean peek(String token) {
      return next < tokens.size() && tokens.get(next).equals(token);
    }

    private void grouping() {
      if (!peek("(")) {
        return;
      }
      for (next++; !peek(")"); next++) {
        if (!peek(",")) {
          labels.add(tokens.get(next));
        }
      }
      next++;
    }

    private List<Condition> conditions() {
      List<Condition> conditions = new ArrayList<>();
      if (peek("{")) {
        for (next++; !peek("}"); ) {
          String value = tokens.get(next + 2);
          conditions.add(
              new Condition(
                  tokens.get(next),
                  tokens.get(next + 1),
                  value.substring(1, value.length() - 1).translateEscapes()));
          next += 3;
          if (peek(",")) {
            next++;
          }
        }
        next++;
      }
      return conditions;
    }
  }
}
