package org.extendrouter.check.schema;

import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

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
    return faults(tree.path(), tree.root()).toList();
  }

  private static Stream<Fault> faults(String path, Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().flatMap(item -> faults(path, item));
    }
    if (!(node instanceof MappingNode map)) {
      return Stream.empty();
    }
    return map.getValue().stream()
        .flatMap(
            entry ->
                entry.getKeyNode() instanceof MappingNode inner
                    ? fault(path, inner)
                    : faults(path, entry.getValueNode()));
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
