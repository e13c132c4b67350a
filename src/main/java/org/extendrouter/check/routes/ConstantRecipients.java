package org.extendrouter.check.routes;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  static Stream<String> of(ProcessorDefinition<?> step) {
    if (step instanceof EnrichDefinition enrich) {
      return constant(enrich);
    }
    if (step instanceof RecipientListDefinition<?> list) {
      return split(list, list.getDelimiter());
    }
    if (step instanceof RoutingSlipDefinition<?> slip) {
      return split(slip, slip.getUriDelimiter());
    }
    return step instanceof DynamicRouterDefinition<?> router
        ? split(router, router.getUriDelimiter())
        : Stream.empty();
  }

  /** The option by which Camel goes on without endpoints that there are not; null if not set. */
  static String mayBeMissing(ProcessorDefinition<?> step) {
    if (step instanceof EnrichDefinition enrich) {
      return enrich.getIgnoreInvalidEndpoint();
    }
    if (step instanceof RecipientListDefinition<?> list) {
      return list.getIgnoreInvalidEndpoints();
    }
    if (step instanceof RoutingSlipDefinition<?> slip) {
      return slip.getIgnoreInvalidEndpoints();
    }
    return step instanceof DynamicRouterDefinition<?> router
        ? router.getIgnoreInvalidEndpoints()
        : null;
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
