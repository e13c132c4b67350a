package org.extendrouter.check.schema;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A key that stands twice in one place. Of two such values Camel takes the last, and says nothing.
 */
final class RepeatedKey {

  private RepeatedKey() {}

  static Stream<Fault> faults(YamlTree tree) {
    return tree.mappings().flatMap(map -> faults(tree, map));
  }

  private static Stream<Fault> faults(YamlTree tree, MappingNode map) {
    Set<String> seen = new HashSet<>();
    return map.getValue().stream()
        .map(NodeTuple::getKeyNode)
        .filter(key -> key instanceof ScalarNode name && !seen.add(name.getValue()))
        .map(key -> fault(tree, (ScalarNode) key));
  }

  private static Fault fault(YamlTree tree, ScalarNode key) {
    return new Fault(
        tree.place(key),
        "\"%s\" stands twice in one place".formatted(key.getValue()),
        "keep one of them, or begin the second step with \"- \"");
  }
}
