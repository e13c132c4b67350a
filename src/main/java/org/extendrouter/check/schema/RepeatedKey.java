package org.extendrouter.check.schema;

import java.util.HashSet;
import java.util.List;
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

  /**
   * Looks for such keys.
   *
   * @param tree what stands in a file
   * @return a fault for each
   */
  static List<Fault> faults(YamlTree tree) {
    return tree.mappings().flatMap(map -> faults(tree.path(), map)).toList();
  }

  private static Stream<Fault> faults(String path, MappingNode map) {
    Set<String> seen = new HashSet<>();
    return map.getValue().stream()
        .map(NodeTuple::getKeyNode)
        .filter(key -> key instanceof ScalarNode name && !seen.add(name.getValue()))
        .map(key -> fault(path, (ScalarNode) key));
  }

  private static Fault fault(String path, ScalarNode key) {
    return new Fault(
        "%s line %d".formatted(path, YamlTree.line(key)),
        "\"%s\" stands twice in one place".formatted(key.getValue()),
        "keep one of them, or begin the second step with \"- \"");
  }
}
