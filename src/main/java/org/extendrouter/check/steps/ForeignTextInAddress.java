package org.extendrouter.check.steps;

import java.util.Objects;
import java.util.Set;
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
          "(?i)%s|\\$\\{(?:in\\.|mandatory)?body|\\$\\{(?:jsonpath|jq|xpath)\\("
              .formatted(FOREIGN));

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

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream()
        .flatMap(
            route -> {
              Pattern foreign = foreign(Routes.steps(route.definition().getOutputs()));
              return Stream.concat(
                  route.sends().stream()
                      .filter(Send::isEvaluated)
                      .filter(send -> isFilledIn(send.uri(), foreign))
                      .map(send -> fault(send.part(), wiring)),
                  Routes.steps(route.definition().getOutputs())
                      .filter(step -> isAddress(step, foreign))
                      .map(step -> fault(step, wiring)));
            });
  }

  private static Fault fault(LineNumberAware part, Wiring wiring) {
    return new Fault(
        wiring.places().place(part, "${"),
        "is an address filled in with metadata or other text of the event, which may name settings, options or other directories",
        "choose between fixed addresses; or send to a fixed one, and set the header CamelHttpPath before, or fileName of a file:");
  }

  /** Foreign text, and headers and the like that a route sets with it. */
  private static Pattern foreign(Stream<ProcessorDefinition<?>> steps) {
    String names =
        steps
            .flatMap(ForeignTextInAddress::setWithForeignText)
            .map(name -> "|[.:\\[']%s\\b".formatted(Pattern.quote(name)))
            .collect(Collectors.joining());
    return Pattern.compile(IN_EXPRESSION.pattern() + names);
  }

  private static Stream<String> setWithForeignText(ProcessorDefinition<?> step) {
    String name =
        step instanceof SetHeaderDefinition header
            ? header.getName()
            : step instanceof SetVariableDefinition variable
                ? variable.getName()
                : step instanceof SetPropertyDefinition property ? property.getName() : null;
    return Stream.ofNullable(name)
        .filter(set -> isForeign(((ExpressionNode) step).getExpression(), IN_EXPRESSION));
  }

  private static boolean isAddress(ProcessorDefinition<?> step, Pattern foreign) {
    return (step instanceof RecipientListDefinition
            || step instanceof RoutingSlipDefinition
            || step instanceof DynamicRouterDefinition
            || step instanceof EnrichDefinition
            || step instanceof PollEnrichDefinition)
        && isForeign(((ExpressionNode) step).getExpression(), foreign);
  }

  private static boolean isForeign(ExpressionDefinition expression, Pattern foreign) {
    return expression != null
        && (!NOT_FROM_BODY.contains(expression.getLanguage())
            || foreign.matcher(Objects.toString(expression.getExpression(), "")).find());
  }

  private static boolean isFilledIn(String uri, Pattern foreign) {
    return uri.contains("${") && foreign.matcher(uri.substring(uri.indexOf("${"))).find();
  }
}
