package org.extendrouter.check.schema;

import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A handler in a file without a route. Camel lets it hold for the routes of its own file alone, so
 * it does nothing.
 */
final class HandlersOfNoRoute {

  private static final Set<String> HANDLERS =
      Set.of("onException", "onCompletion", "intercept", "interceptFrom");

  private static final Set<String> ROUTES =
      Set.of("route", "from", "routeTemplate", "templatedRoute", "rest");

  private HandlersOfNoRoute() {}

  static Stream<Fault> faults(YamlTree tree) {
    if (ROUTES.stream().anyMatch(key -> entries(tree, key).findAny().isPresent())) {
      return Stream.empty();
    }
    return HANDLERS.stream()
        .sorted()
        .flatMap(key -> entries(tree, key))
        .map(NodeTuple::getKeyNode)
        .map(
            key ->
                new Fault(
                    tree.place(key),
                    "a handler holds for the routes of its own file, and this one has none",
                    "put it into the file of its route, or into a routeConfiguration that the route names"));
  }

  private static Stream<NodeTuple> entries(YamlTree tree, String key) {
    return tree.root() instanceof SequenceNode list
        ? list.getValue().stream().flatMap((Node part) -> YamlTree.entry(part, key).stream())
        : Stream.empty();
  }
}
