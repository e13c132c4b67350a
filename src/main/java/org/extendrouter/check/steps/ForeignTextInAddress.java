package org.extendrouter.check.steps;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.HeaderNames;

/**
 * An address that is filled in with what anyone may have written: metadata of a document, the
 * remark of a reviewer, or the event itself. Camel takes {@code {{...}}} in it for a setting, which
 * may be a secret, {@code ../} for another directory, and {@code ?} and {@code &} for options.
 */
public final class ForeignTextInAddress implements WiringRule {

  private static final String FOREIGN =
      "%s|%s\\b|%s\\b"
          .formatted(HeaderNames.METADATA_PREFIX, HeaderNames.REVIEWER, HeaderNames.REVIEW_REMARK);

  /** Camel finds a header whatever the case of its letters. */
  private static final Pattern IN_EXPRESSION =
      Pattern.compile(
          "(?i)%s|\\$\\{[\\w.]*body|\\$\\{(?:jsonpath|jq|xpath)\\(|\\$\\{headers}|%s"
              .formatted(FOREIGN, name("variable", "event")));

  /** What others take from the body. */
  private static final Set<String> NOT_FROM_BODY =
      Set.of(
          "bean",
          "constant",
          "csimple",
          "exchangeProperty",
          "header",
          "method",
          "simple",
          "variable");

  /** Headers that Camel takes for an address, in small letters. */
  private static final Set<String> ADDRESSES = Set.of("camelhttpuri", "cameljmsdestinationname");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream().flatMap(route -> faults(route, wiring));
  }

  private static Stream<Fault> faults(WiredRoute route, Wiring wiring) {
    List<Send> filledIn =
        route.sends().stream()
            .filter(send -> send.isEvaluated() && !send.isDisabled() && isFilledIn(send.uri()))
            .toList();
    List<ProcessorDefinition<?>> steps = steps(route).toList();
    List<ProcessorDefinition<?>> addresses =
        steps.stream().filter(ForeignTextInAddress::isAddress).toList();
    if (filledIn.isEmpty() && addresses.isEmpty()) {
      return Stream.empty();
    }
    Set<String> before =
        foreign(earlier(route, wiring).flatMap(ForeignTextInAddress::steps).toList(), Set.of());
    Pattern foreign = pattern(foreign(steps, received(before, steps)));
    return Stream.concat(
        filledIn.stream()
            .filter(send -> foreign.matcher(expressions(send.uri())).find())
            .map(send -> fault(send.part(), wiring)),
        addresses.stream()
            .filter(step -> isForeign(((ExpressionNode) step).getExpression(), foreign))
            .map(step -> fault(step, wiring)));
  }

  private static Fault fault(LineNumberAware part, Wiring wiring) {
    return new Fault(
        wiring.places().place(part, null),
        "is an address filled in with metadata or other text of the event, which may name settings, options or other directories",
        "choose between fixed addresses; or send to a fixed one, and say the rest by the header CamelHttpPath for http:, the header To for smtp:, or the option fileName of a file: in a to");
  }

  private static Stream<ProcessorDefinition<?>> steps(WiredRoute route) {
    return Routes.steps(route.definition().getOutputs());
  }

  /** The routes that lead to one, and those that they or it call and come back from. */
  private static Stream<WiredRoute> earlier(WiredRoute route, Wiring wiring) {
    Set<WiredRoute> callers =
        closure(
            Set.of(route),
            reached ->
                wiring.routes().stream()
                    .filter(caller -> caller.targets().containsKey(reached.source())));
    return closure(callers, wiring::called).stream();
  }

  private static Set<WiredRoute> closure(
      Set<WiredRoute> from, Function<WiredRoute, Stream<WiredRoute>> next) {
    Set<WiredRoute> all = new LinkedHashSet<>(from);
    Deque<WiredRoute> ahead = new ArrayDeque<>(from);
    while (!ahead.isEmpty()) {
      next.apply(ahead.pop()).filter(all::add).forEach(ahead::add);
    }
    return all;
  }

  /** What another route may have set before, and this one does not set to something else. */
  private static Set<String> received(Set<String> before, List<ProcessorDefinition<?>> steps) {
    Pattern foreign = pattern(before);
    Set<String> own = steps.stream().flatMap(ForeignTextInAddress::set).collect(Collectors.toSet());
    steps.stream().flatMap(step -> setWithForeignText(step, foreign)).forEach(own::remove);
    Set<String> received = new HashSet<>(before);
    received.removeAll(own);
    return received;
  }

  /** Headers and the like that hold foreign text: the known ones, and those set with them. */
  private static Set<String> foreign(List<ProcessorDefinition<?>> steps, Set<String> known) {
    Set<String> names = new HashSet<>(known);
    boolean more = true;
    while (more) {
      Pattern before = pattern(names);
      more =
          names.addAll(steps.stream().flatMap(step -> setWithForeignText(step, before)).toList());
    }
    return names;
  }

  private static Pattern pattern(Set<String> names) {
    return Pattern.compile(
        Stream.concat(Stream.of(IN_EXPRESSION.pattern()), names.stream())
            .collect(Collectors.joining("|")));
  }

  private static Stream<String> setWithForeignText(ProcessorDefinition<?> step, Pattern foreign) {
    return set(step).filter(set -> isForeign(((ExpressionNode) step).getExpression(), foreign));
  }

  /** The name that a step sets. */
  private static Stream<String> set(ProcessorDefinition<?> step) {
    return Stream.ofNullable(
        step instanceof SetHeaderDefinition header
            ? name("header", header.getName())
            : step instanceof SetVariableDefinition variable
                ? name("variable", variable.getName())
                : step instanceof SetPropertyDefinition property
                    ? name("exchangeProperty", property.getName())
                    : null);
  }

  /** As an expression names it. */
  private static String name(String kind, String name) {
    return "%s(?:s|As\\([^,]+,)?\\??[.:\\['\"\\s]+%s(?![\\w-])"
        .formatted(kind, Pattern.quote(name));
  }

  /** A step whose expression is an address. */
  private static boolean isAddress(ProcessorDefinition<?> step) {
    return step instanceof RecipientListDefinition
        || step instanceof RoutingSlipDefinition
        || step instanceof DynamicRouterDefinition
        || step instanceof EnrichDefinition
        || step instanceof PollEnrichDefinition
        || step instanceof SetHeaderDefinition header
            && ADDRESSES.contains(header.getName().toLowerCase(Locale.ROOT));
  }

  private static boolean isForeign(ExpressionDefinition expression, Pattern foreign) {
    return expression != null
        && (!NOT_FROM_BODY.contains(expression.getLanguage())
            || foreign.matcher(text(expression)).find());
  }

  /** An expression of one word, of a language that names what it takes, is written as in Simple. */
  private static String text(ExpressionDefinition expression) {
    String text = Objects.toString(expression.getExpression(), "");
    return "simple".equals(expression.getLanguage())
        ? text
        : "${%s.%s}".formatted(expression.getLanguage(), text);
  }

  private static boolean isFilledIn(String uri) {
    return uri.contains(Send.EXPRESSION);
  }

  private static String expressions(String uri) {
    return uri.substring(uri.indexOf(Send.EXPRESSION));
  }
}
