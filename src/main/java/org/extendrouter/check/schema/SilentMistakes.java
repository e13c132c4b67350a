package org.extendrouter.check.schema;

import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.routes.RouteFile;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What Camel takes without a word, so that each start has to look for it. */
public final class SilentMistakes {

  private SilentMistakes() {}

  /**
   * Looks for it in one file.
   *
   * @param file the file
   * @return a fault for each; empty if the file is not YAML, which Camel tells
   */
  public static List<Fault> faults(RouteFile file) {
    try {
      YamlTree tree = YamlTree.of(file);
      return Stream.concat(RepeatedKey.faults(tree), faults(tree)).toList();
    } catch (YamlEngineException notYaml) {
      return List.of();
    }
  }

  /** What does not stand twice, and does not do what it seems to. */
  static Stream<Fault> faults(YamlTree tree) {
    return Stream.concat(InterceptedSends.faults(tree), HandlersOfNoRoute.faults(tree));
  }
}
