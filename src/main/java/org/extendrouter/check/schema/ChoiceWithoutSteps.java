package org.extendrouter.check.schema;

import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A case of a choice without steps: what it is for vanishes, and counts as delivered. A filter, a
 * split, a loop or a doTry without steps takes those that follow it, which is Camel's way to write
 * them in a row.
 */
final class ChoiceWithoutSteps {

  private static final String STEPS = "steps";

  private ChoiceWithoutSteps() {}

  /**
   * Looks for them.
   *
   * @param tree what stands in a file
   * @return a fault for each
   */
  static List<Fault> faults(YamlTree tree) {
    return tree.mappings()
        // What else has such a name is a parameter.
        .flatMap(map -> items(map, STEPS))
        .flatMap(step -> ofStep(tree.path(), step))
        .toList();
  }

  private static Stream<Fault> ofStep(String path, Node step) {
    return YamlTree.entry(step, "choice").stream()
        .map(NodeTuple::getValueNode)
        .flatMap(
            choice ->
                Stream.concat(
                    items(choice, "when")
                        .filter(ChoiceWithoutSteps::isEmpty)
                        .map(when -> fault(path, "when", YamlTree.line(when))),
                    fault(path, choice, "otherwise")));
  }

  private static Stream<Fault> fault(String path, Node holder, String name) {
    return YamlTree.entry(holder, name).stream()
        .filter(block -> isEmpty(block.getValueNode()))
        .map(block -> fault(path, name, YamlTree.line(block.getKeyNode())));
  }

  private static Fault fault(String path, String name, int line) {
    return new Fault(
        "%s line %d".formatted(path, line),
        "\"%s\" has no steps, so that a run that comes here may end here".formatted(name),
        "write its steps: one level below, a \"log\" at least");
  }

  private static boolean isEmpty(Node block) {
    return block instanceof MappingNode && items(block, STEPS).findAny().isEmpty();
  }

  private static Stream<Node> items(Node holder, String name) {
    return YamlTree.entry(holder, name).stream()
        .map(NodeTuple::getValueNode)
        .filter(SequenceNode.class::isInstance)
        .flatMap(list -> ((SequenceNode) list).getValue().stream());
  }
}
