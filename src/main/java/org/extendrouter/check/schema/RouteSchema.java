package org.extendrouter.check.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingFiles;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.routes.RouteFile;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.springframework.core.io.ClassPathResource;

/**
 * Checks route files against the schema of Camel's YAML DSL, the one that Kaoto uses: a step at the
 * wrong place is told with its line before Camel stumbles over the first.
 */
public final class RouteSchema {

  private static final String SCHEMA = "schema/camelYamlDsl.json";
  private static final int MOST_FAULTS = 5;

  private final Schema schema;
  private final SchemaMessages messages;

  /** Reads the schema, which takes a moment. */
  public RouteSchema() {
    try (InputStream json = new ClassPathResource(SCHEMA).getInputStream()) {
      JsonNode source = new ObjectMapper().readTree(json);
      this.schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(source);
      this.messages = new SchemaMessages(source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SCHEMA, e);
    }
  }

  /**
   * Checks one file.
   *
   * @param file the file
   * @return what is wrong, by its lines; empty if nothing is
   */
  public List<Fault> faults(RouteFile file) {
    String path = RoutePlaces.path(file);
    YamlTree tree;
    try {
      tree = YamlTree.of(file);
    } catch (MarkedYamlEngineException e) {
      return List.of(SettingFiles.notYaml(path + line(e), e.getProblem()));
    } catch (YamlEngineException e) {
      return List.of(SettingFiles.notYaml(path, e.getMessage()));
    }
    if (tree.root() == null) {
      return List.of(new Fault(path, "is empty", "write a route, or remove the file"));
    }
    if (!(tree.root() instanceof SequenceNode)) {
      return List.of(
          new Fault(
              path + " line 1", "is not a list", "begin each route with \"- route:\" in column 1"));
    }
    List<Fault> ofYaml =
        Stream.of(UnquotedPlaceholder.faults(tree), MergeKey.faults(tree), RepeatedKey.faults(tree))
            .flatMap(Function.identity())
            .toList();
    List<Fault> ofSchema = ofYaml.isEmpty() ? faults(tree) : ofYaml;
    return ofSchema.isEmpty()
        ? Stream.of(
                ChoiceWithoutSteps.faults(tree),
                OptionsInTwoPlaces.faults(tree),
                SilentMistakes.faults(tree))
            .flatMap(Function.identity())
            .toList()
        : ofSchema;
  }

  private static String line(MarkedYamlEngineException e) {
    return e.getProblemMark()
        .map(mark -> " line %d column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse("");
  }

  private List<Fault> faults(YamlTree tree) {
    JsonNode content = tree.json();
    List<Error> errors = schema.validate(content);
    // Camel takes each for its text; only the schema does not.
    List<Error> ofQuotes =
        errors.stream().filter(error -> isScalarForText(error) || isOneException(error)).toList();
    ofQuotes.forEach(error -> quote(content, error));
    return deepest(ofQuotes.isEmpty() ? errors : schema.validate(content)).stream()
        .map(error -> messages.fault(error, tree))
        .sorted(Comparator.comparing(Fault::place))
        .distinct()
        .limit(MOST_FAULTS)
        .toList();
  }

  private static boolean isScalarForText(Error error) {
    JsonNode given = error.getInstanceNode();
    return error.getKeyword().equals("type")
        && (given.isNumber() || given.isBoolean())
        && error.getMessage().endsWith("string expected");
  }

  private static boolean isOneException(Error error) {
    return error.getKeyword().equals("type")
        && error.getInstanceNode().isTextual()
        && error.getInstanceLocation().toString().endsWith("/exception");
  }

  private static void quote(JsonNode content, Error error) {
    JsonPointer place = JsonPointer.compile(error.getInstanceLocation().toString());
    if (content.at(place.head()) instanceof ObjectNode map) {
      String name = place.last().getMatchingProperty();
      if (isOneException(error)) {
        map.putArray(name).add(error.getInstanceNode().asText());
      } else {
        map.put(name, error.getInstanceNode().asText());
      }
    }
  }

  /** A choice between forms fails as a whole and in each form; what lies deepest tells most. */
  private static Collection<Error> deepest(List<Error> errors) {
    Map<String, Error> deepest = new LinkedHashMap<>();
    errors.stream()
        .filter(error -> !error.getKeyword().endsWith("Of"))
        // Camel fills in a number or a truth value.
        .filter(error -> !error.getInstanceNode().asText().contains("{{"))
        .sorted(
            Comparator.<Error>comparingInt(error -> error.getInstanceLocation().getNameCount())
                .reversed()
                .thenComparing(error -> error.getKeyword().equals("type")))
        .forEach(
            error -> {
              String location = error.getInstanceLocation().toString();
              if (deepest.keySet().stream().noneMatch(other -> other.startsWith(location))) {
                deepest.put(location, error);
              }
            });
    return deepest.values();
  }
}
