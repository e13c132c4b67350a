package org.extendrouter.check.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;

/**
 * Says what a part of a file that does not match the schema should be.
 *
 * @param schema what Camel's YAML DSL allows
 */
record SchemaMessages(JsonNode schema) {

  private static final String STEPS = "steps";

  private static final Pattern IN_ROUTE = Pattern.compile("/(?:route|from|steps/\\d+)$");

  /** A language that the schema names wherever it asks for an expression. */
  private static final String CONSTANT = "[\"constant\"]";

  /**
   * The fault of a part.
   *
   * @param error what the validation found
   * @param file where it is
   * @return the fault
   */
  Fault fault(Error error, YamlTree file) {
    String property = error.getProperty();
    YamlTree.Spot spot = file.at(error.getInstanceLocation());
    return new Fault(
        "%s line %d (%s)".formatted(file.path(), line(error, spot), spot.trail()),
        problem(error, property),
        fix(error, property));
  }

  private static int line(Error error, YamlTree.Spot spot) {
    return isUnknown(error) && error.getProperty() != null
        ? YamlTree.entry(spot.node(), error.getProperty())
            .map(found -> YamlTree.line(found.getKeyNode()))
            .orElse(spot.line())
        : spot.line();
  }

  private static boolean isUnknown(Error error) {
    return error.getKeyword().equals("additionalProperties");
  }

  private static String problem(Error error, String property) {
    if (isForExpression(error)) {
      JsonNode given = error.getInstanceNode();
      return given.isValueNode()
          ? "\"%s\" takes an expression, not %s".formatted(name(error), given.asText())
          : "\"%s\" lacks an expression".formatted(name(error));
    }
    return switch (error.getKeyword()) {
      case "additionalProperties" -> "\"%s\" cannot stand here".formatted(property);
      case "required" -> "\"%s\" is missing".formatted(property);
      case "maxProperties" -> "holds more than one step";
      default -> error.getMessage();
    };
  }

  private String fix(Error error, String property) {
    if (isForExpression(error)) {
      return expression(error);
    }
    return switch (error.getKeyword()) {
      case "additionalProperties" ->
          STEPS.equals(property)
              ? "move it below \"from\": each step of a route is one of its steps"
              : isOfFile(property) && isInRoute(error)
                  ? entry(property)
                  : Spelling.closest(property, allowed(error))
                      .map("did you mean %s?"::formatted)
                      .orElse("check its spelling and how far it is indented");
      case "required" ->
          STEPS.equals(property) ? "write it below \"from\", beside \"uri\"" : "add it";
      case "maxProperties" -> "begin each step with \"- \"";
      case "type" ->
          isOfSteps(error)
              ? "write a list: begin each step with \"- \", for example \"- to: ...\""
              : "check how it is indented, and quotes: true and 5 are not texts, \"5\" is";
      default -> "see Camel's YAML DSL";
    };
  }

  /** Whether it is what a file consists of, such as a handler. */
  private boolean isOfFile(String property) {
    return schema.at("/items/properties").has(property);
  }

  private static boolean isInRoute(Error error) {
    return IN_ROUTE.matcher(error.getInstanceLocation().toString()).find();
  }

  private static String entry(String property) {
    return switch (property) {
      // Beside the routes, these would hold for the router's own, too.
      case "errorHandler" -> "write it below \"route\", beside \"from\"";
      case "interceptSendToEndpoint" ->
          "write its steps into the route, before the step that sends";
      default ->
          "write \"- %s:\" as an entry of its own, in the same column as \"- route:\" and before it"
              .formatted(property);
    };
  }

  /** The schema lists all languages, in words of its own. */
  private static boolean isForExpression(Error error) {
    boolean isNone = error.getKeyword().equals("not") && error.getMessage().contains(CONSTANT);
    boolean isNoObject =
        error.getKeyword().equals("type")
            && name(error).toLowerCase(Locale.ROOT).endsWith("expression")
            && error.getInstanceNode().isValueNode();
    return isNone || isNoObject;
  }

  private static String name(Error error) {
    return String.valueOf(error.getInstanceLocation().getElement(-1));
  }

  private static String expression(Error error) {
    JsonNode given = error.getInstanceNode();
    if (!given.isValueNode() || given.asText().isEmpty()) {
      return "write one below it, for example simple: \"${body}\"";
    }
    return "write %s: {%s: \"%s\"}"
        .formatted(
            name(error), given.asText().contains("${") ? "simple" : "constant", given.asText());
  }

  private static boolean isOfSteps(Error error) {
    return error.getInstanceLocation().toString().endsWith("/" + STEPS);
  }

  /** What may stand where something unknown does. */
  private Set<String> allowed(Error error) {
    Set<String> allowed = new TreeSet<>();
    JsonPointer rule = JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
    schema.at(rule.head()).path("properties").fieldNames().forEachRemaining(allowed::add);
    return allowed;
  }
}
