package org.extendrouter.check.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.settings.SettingFiles;
import org.extendrouter.routes.RouteFile;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.springframework.core.io.ClassPathResource;

/**
 * Checks route files against the schema of Camel's YAML DSL, the one that Kaoto uses: a step at the
 * wrong place is told with its line before Camel stumbles over the first.
 */
public final class RouteSchema {

  private static final String SCHEMA = "schema/camelYamlDsl.json";
  private static final int MOST_FAULTS = 5;

  private final JsonNode source;
  private final Schema schema;

  /** Reads the schema, which takes a moment. */
  public RouteSchema() {
    try (InputStream json = new ClassPathResource(SCHEMA).getInputStream()) {
      this.source = new ObjectMapper().readTree(json);
      this.schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SCHEMA, e);
    }
  }

  /**
   * Checks one file.
   *
   * @param file the file
   * @return what is wrong; empty if nothing is
   */
  public List<Fault> faults(RouteFile file) {
    String path = RoutePlaces.path(file);
    Node root;
    try {
      root = node(file);
    } catch (MarkedYamlEngineException e) {
      return List.of(notYaml(path, e));
    }
    if (root == null) {
      return List.of(new Fault(path, "is empty", "write a route, or remove the file"));
    }
    if (!(root instanceof SequenceNode)) {
      return List.of(
          new Fault(
              path + " line 1", "is not a list", "begin each route with \"- route:\" in column 1"));
    }
    List<Fault> twins = twins(path, root).toList();
    return twins.isEmpty() ? faults(path, root) : twins;
  }

  private static Node node(RouteFile file) {
    return new Compose(LoadSettings.builder().setLabel(file.name()).build())
        .composeString(file.content())
        .orElse(null);
  }

  /**
   * Finds keys that stand twice in one place.
   *
   * @param file the file
   * @return a fault for each; empty if the file is not YAML, which Camel tells
   */
  public static List<Fault> twins(RouteFile file) {
    try {
      return twins(RoutePlaces.path(file), node(file)).toList();
    } catch (MarkedYamlEngineException notYaml) {
      return List.of();
    }
  }

  /** Of two such values Camel takes the last, and says nothing. */
  private static Stream<Fault> twins(String path, Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().flatMap(item -> twins(path, item));
    }
    if (!(node instanceof MappingNode map)) {
      return Stream.empty();
    }
    Set<String> seen = new HashSet<>();
    Stream<Fault> own =
        map.getValue().stream()
            .map(NodeTuple::getKeyNode)
            .filter(key -> key instanceof ScalarNode name && !seen.add(name.getValue()))
            .map(
                key ->
                    new Fault(
                        "%s line %d".formatted(path, line(key)),
                        "\"%s\" stands twice in one place".formatted(((ScalarNode) key).getValue()),
                        "keep one of them, or begin the second step with \"- \""));
    return Stream.concat(
        own, map.getValue().stream().flatMap(entry -> twins(path, entry.getValueNode())));
  }

  private static Fault notYaml(String path, MarkedYamlEngineException e) {
    String line =
        e.getProblemMark()
            .map(mark -> " line %d column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1))
            .orElse("");
    return SettingFiles.notYaml(path + line, e.getProblem());
  }

  /** A choice between forms fails as a whole and in each form; what lies deepest tells most. */
  private List<Fault> faults(String path, Node root) {
    List<Error> errors = schema.validate(json(root));
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
              boolean told =
                  deepest.keySet().stream()
                      .anyMatch(other -> other.startsWith(location) || location.equals(other));
              if (!told) {
                deepest.put(location, error);
              }
            });
    return deepest.values().stream()
        .map(error -> fault(path, root, error))
        .sorted(Comparator.comparing(Fault::place))
        .distinct()
        .limit(MOST_FAULTS)
        .toList();
  }

  private Fault fault(String path, Node root, Error error) {
    NodePath location = error.getInstanceLocation();
    Node node = root;
    List<String> trail = new ArrayList<>();
    int line = line(root);
    for (int i = 0; i < location.getNameCount(); i++) {
      String element = String.valueOf(location.getElement(i));
      Optional<NodeTuple> entry = entry(node, element);
      if (node instanceof SequenceNode list) {
        node = list.getValue().get(Integer.parseInt(element));
        line = line(node);
        trail.add("[" + element + "]");
      } else if (entry.isPresent()) {
        line = line(entry.get().getKeyNode());
        node = entry.get().getValueNode();
        trail.add(element);
      }
    }
    String property = error.getProperty();
    if (error.getKeyword().equals("additionalProperties") && property != null) {
      line = entry(node, property).map(found -> line(found.getKeyNode())).orElse(line);
    }
    return new Fault(
        "%s line %d (%s)".formatted(path, line, String.join("/", trail).replace("/[", "[")),
        problem(error, property),
        fix(error, property));
  }

  private static String problem(Error error, String property) {
    return switch (error.getKeyword()) {
      case "additionalProperties" -> "\"%s\" cannot stand here".formatted(property);
      case "required" -> "\"%s\" is missing".formatted(property);
      case "maxProperties" -> "holds more than one step";
      default -> error.getMessage();
    };
  }

  private String fix(Error error, String property) {
    return switch (error.getKeyword()) {
      case "additionalProperties" -> {
        TreeSet<String> allowed = new TreeSet<>();
        JsonPointer rule = JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
        source.at(rule.head()).path("properties").fieldNames().forEachRemaining(allowed::add);
        yield Spelling.closest(property, allowed)
            .map("did you mean %s?"::formatted)
            .orElse("check its spelling and how far it is indented");
      }
      case "required" -> "add it";
      case "maxProperties" -> "begin each step with \"- \"";
      case "type" -> "check how it is indented, and quotes: true and 5 are not texts, \"5\" is";
      default -> "see Camel's YAML DSL";
    };
  }

  private static Optional<NodeTuple> entry(Node node, String key) {
    return node instanceof MappingNode map
        ? map.getValue().stream()
            .filter(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
            .findFirst()
        : Optional.empty();
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static JsonNode json(Node node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (node instanceof MappingNode map) {
      ObjectNode object = json.objectNode();
      map.getValue()
          .forEach(
              tuple ->
                  object.set(
                      tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?",
                      json(tuple.getValueNode())));
      return object;
    }
    if (node instanceof SequenceNode list) {
      ArrayNode array = json.arrayNode();
      list.getValue().forEach(item -> array.add(json(item)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonNode scalar(ScalarNode node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    String value = node.getValue();
    if (node.getTag().equals(Tag.BOOL)) {
      return json.booleanNode(Boolean.parseBoolean(value));
    }
    if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
      try {
        return json.numberNode(new BigDecimal(value));
      } catch (NumberFormatException hexadecimal) {
        return json.numberNode(0);
      }
    }
    return node.getTag().equals(Tag.NULL) ? json.nullNode() : json.textNode(value);
  }
}
