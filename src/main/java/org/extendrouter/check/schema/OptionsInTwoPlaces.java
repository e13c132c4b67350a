package org.extendrouter.check.schema;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** An address with options after a question mark, and with parameters: Camel takes no such step. */
final class OptionsInTwoPlaces {

  private OptionsInTwoPlaces() {}

  static Stream<Fault> faults(YamlTree tree) {
    return tree.mappings()
        .filter(
            step ->
                YamlTree.entry(step, "parameters")
                    .map(NodeTuple::getValueNode)
                    .filter(given -> given instanceof MappingNode map && !map.getValue().isEmpty())
                    .isPresent())
        .flatMap(step -> YamlTree.entry(step, "uri").stream())
        .filter(OptionsInTwoPlaces::hasOptions)
        .map(
            uri ->
                new Fault(
                    tree.place(uri.getKeyNode()),
                    "has options after the ? of its uri, and parameters",
                    "move those of the uri to the parameters"));
  }

  private static boolean hasOptions(NodeTuple uri) {
    return uri.getValueNode() instanceof ScalarNode address && address.getValue().contains("?");
  }
}
