package org.extendrouter.check.schema;

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

  static Stream<Fault> faults(YamlTree tree) {
    return tree.mappings()
        // What else has such a name is a parameter.
        .flatMap(map -> items(map, STEPS))
        .flatMap(step -> ofStep(tree, step));
  }

  private static Stream<Fault> ofStep(YamlTree tree, Node step) {
    return YamlTree.entry(step, "choice").stream()
        .map(NodeTuple::getValueNode)
        .flatMap(
            choice ->
                Stream.concat(
                    items(choice, "when")
                        .filter(ChoiceWithoutSteps::isEmpty)
                        .map(when -> fault(tree, "when", when)),
                    YamlTree.entry(choice, "otherwise").stream()
                        .filter(otherwise -> isEmpty(otherwise.getValueNode()))
                        .map(otherwise -> fault(tree, "otherwise", otherwise.getKeyNode()))));
  }

  private static Fault fault(YamlTree tree, String name, Node place) {
    return new Fault(
        tree.place(place),
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
