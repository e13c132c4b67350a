package org.extendrouter.check.schema;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A key by which older readers of YAML take in the options of another place. */
final class MergeKey {

  private static final String NAME = "<<";

  private MergeKey() {}

  static Stream<Fault> faults(YamlTree tree) {
    return tree.mappings()
        .flatMap(map -> map.getValue().stream())
        .map(NodeTuple::getKeyNode)
        .filter(key -> key instanceof ScalarNode name && NAME.equals(name.getValue()))
        .map(
            key ->
                new Fault(
                    tree.place(key),
                    "Camel reads no merge keys (%s)".formatted(NAME),
                    "write the options out"));
  }
}
