package org.extendrouter.check.schema;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A placeholder of Camel's without quotes. To YAML, braces are settings, here within settings. */
final class UnquotedPlaceholder {

  private UnquotedPlaceholder() {}

  static Stream<Fault> faults(YamlTree tree) {
    return tree.mappings()
        .flatMap(map -> map.getValue().stream())
        .map(NodeTuple::getKeyNode)
        .filter(MappingNode.class::isInstance)
        .flatMap(inner -> faults(tree, (MappingNode) inner));
  }

  private static Stream<Fault> faults(YamlTree tree, MappingNode inner) {
    return inner.getValue().stream()
        .map(entry -> entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "...")
        .map("{{%s}}"::formatted)
        .map(
            placeholder ->
                new Fault(
                    tree.place(inner),
                    placeholder + " stands without quotes, so that YAML takes it for settings",
                    "write \"%s\"".formatted(placeholder)));
  }
}
