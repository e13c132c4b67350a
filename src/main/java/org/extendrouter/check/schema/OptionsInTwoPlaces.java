package org.extendrouter.check.schema;

import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** An address with options after a question mark, and with parameters: Camel takes no such step. */
final class OptionsInTwoPlaces {

  private OptionsInTwoPlaces() {}

  /**
   * Looks for them.
   *
   * @param tree what stands in a file
   * @return a fault for each
   */
  static List<Fault> faults(YamlTree tree) {
    return tree.mappings()
        .filter(
            step ->
                YamlTree.entry(step, "parameters")
                    .map(NodeTuple::getValueNode)
                    .filter(given -> given instanceof MappingNode map && !map.getValue().isEmpty())
                    .isPresent())
        .flatMap(step -> YamlTree.entry(step, "uri").stream())
        .flatMap(uri -> fault(tree.path(), uri))
        .toList();
  }

  private static Stream<Fault> fault(String path, NodeTuple uri) {
    return uri.getValueNode() instanceof ScalarNode address && address.getValue().contains("?")
        ? Stream.of(
            new Fault(
                "%s line %d".formatted(path, YamlTree.line(uri.getKeyNode())),
                "has options after the ? of its uri, and parameters",
                "move those of the uri to the parameters"))
        : Stream.empty();
  }
}
