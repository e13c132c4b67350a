package org.extendrouter.check.routes;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** The endpoints in the expression of a step, if nothing in it varies. */
final class ConstantRecipients {

  private static final String COMMA = ",";

  /** By which a list says that it is one endpoint. */
  private static final String NONE = "false";

  private ConstantRecipients() {}

  static Stream<Send> of(LineNumberAware part, ProcessorDefinition<?> step) {
    if (step instanceof EnrichDefinition enrich) {
      return sends(part, constant(enrich), enrich.getIgnoreInvalidEndpoint());
    }
    if (step instanceof RecipientListDefinition<?> list) {
      return sends(part, split(list, list.getDelimiter()), list.getIgnoreInvalidEndpoints());
    }
    if (step instanceof RoutingSlipDefinition<?> slip) {
      return sends(part, split(slip, slip.getUriDelimiter()), slip.getIgnoreInvalidEndpoints());
    }
    return step instanceof DynamicRouterDefinition<?> router
        ? sends(part, split(router, router.getUriDelimiter()), router.getIgnoreInvalidEndpoints())
        : Stream.empty();
  }

  private static Stream<Send> sends(
      LineNumberAware part, Stream<String> uris, String ignoreInvalid) {
    return uris.map(uri -> Send.evaluated(part, uri, ignoreInvalid));
  }

  /** The expression of a step, if nothing in it varies. */
  static Stream<String> constant(ExpressionNode step) {
    ExpressionDefinition expression = step.getExpression();
    return Stream.ofNullable(expression)
        .filter(
            given ->
                "constant".equals(given.getLanguage())
                    || "simple".equals(given.getLanguage())
                        && !given.getExpression().contains(Send.EXPRESSION))
        .map(ExpressionDefinition::getExpression);
  }

  private static Stream<String> split(ExpressionNode step, String delimiter) {
    String separator = Objects.requireNonNullElse(delimiter, COMMA);
    return constant(step)
        .flatMap(
            list ->
                NONE.equals(separator)
                    ? Stream.of(list)
                    : Pattern.compile(Pattern.quote(separator)).splitAsStream(list))
        .map(String::strip)
        .filter(uri -> !uri.isEmpty());
  }
}
