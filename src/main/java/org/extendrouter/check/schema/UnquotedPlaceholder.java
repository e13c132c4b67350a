package org.extendrouter.check.schema;

import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A placeholder of Camel's without quotes. To YAML, braces are settings, here within settings. */
final class UnquotedPlaceholder {

  private UnquotedPlaceholder() {}

  /**
   * Looks for such placeholders.
   *
   * @param tree what stands in a file
   * @return a fault for each
   */
  static List<Fault> faults(YamlTree tree) {
    return tree.mappings()
        .flatMap(map -> map.getValue().stream())
        .map(NodeTuple::getKeyNode)
        .filter(MappingNode.class::isInstance)
        .flatMap(inner -> fault(tree.path(), (MappingNode) inner))
        .toList();
  }

  private static Stream<Fault> fault(String path, MappingNode inner) {
    return inner.getValue().stream()
        .map(entry -> entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "...")
        .map("{{%s}}"::formatted)
        .map(
            placeholder ->
                new Fault(
                    "%s line %d".formatted(path, YamlTree.line(inner)),
                    placeholder + " stands without quotes, so that YAML takes it for settings",
                    "write \"%s\"".formatted(placeholder)));
  }
}
