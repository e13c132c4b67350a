package org.extendrouter.check.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.path.NodePath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.routes.RouteFile;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What stands in a route file, each part with its line.
 *
 * @param path the absolute path of the file
 * @param root the whole; null if the file is empty
 */
record YamlTree(String path, Node root) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * A part of the file.
   *
   * @param node what stands there
   * @param line its line, from 1
   * @param trail the keys and numbers that lead to it, for example {@code [0]/route/from}
   */
  record Spot(Node node, int line, String trail) {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its content
   * @throws YamlEngineException if it is not YAML
   */
  static YamlTree of(RouteFile file) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.name()).setAllowNonScalarKeys(true).build();
    return new YamlTree(
        RoutePlaces.path(file), new Compose(settings).composeString(file.content()).orElse(null));
  }

  /** The file and line in which something begins, for the place of a fault. */
  String place(Node node) {
    return "%s line %d".formatted(path, line(node));
  }

  /** The line on which something begins, from 1. */
  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  /** The entry of a mapping; empty if there is none, or the node is no mapping. */
  static Optional<NodeTuple> entry(Node node, String key) {
    return node instanceof MappingNode map
        ? map.getValue().stream()
            .filter(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
            .findFirst()
        : Optional.empty();
  }

  /** All mappings, each before those within it. What stands in a key is none of them. */
  Stream<MappingNode> mappings() {
    return mappings(root);
  }

  private static Stream<MappingNode> mappings(Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().flatMap(YamlTree::mappings);
    }
    return node instanceof MappingNode map
        ? Stream.concat(
            Stream.of(map),
            map.getValue().stream().map(NodeTuple::getValueNode).flatMap(YamlTree::mappings))
        : Stream.empty();
  }

  /** The part at a location, or the nearest above it that there is. */
  Spot at(NodePath location) {
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
    return new Spot(node, line, String.join("/", trail).replace("/[", "["));
  }

  /** The same content without lines. */
  JsonNode json() {
    return json(root);
  }

  private static JsonNode json(Node node) {
    if (node instanceof MappingNode map) {
      ObjectNode object = JSON.objectNode();
      map.getValue()
          .forEach(
              tuple ->
                  object.set(
                      tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?",
                      json(tuple.getValueNode())));
      return object;
    }
    if (node instanceof SequenceNode list) {
      ArrayNode array = JSON.arrayNode();
      list.getValue().forEach(item -> array.add(json(item)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonNode scalar(ScalarNode node) {
    String value = node.getValue();
    if (node.getTag().equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(value));
    }
    if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
      try {
        return JSON.numberNode(new BigDecimal(value));
      } catch (NumberFormatException hexadecimal) {
        return JSON.numberNode(0);
      }
    }
    return node.getTag().equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(value);
  }
}
