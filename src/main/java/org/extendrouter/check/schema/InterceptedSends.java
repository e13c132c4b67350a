package org.extendrouter.check.schema;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;

/** An interceptor of sends. Camel lets each hold for the whole router, whatever file it is in. */
final class InterceptedSends {

  private static final String KEY = "interceptSendToEndpoint";

  private InterceptedSends() {}

  static Stream<Fault> faults(YamlTree tree) {
    return tree.mappings()
        .flatMap(map -> YamlTree.entry(map, KEY).stream())
        .map(
            entry ->
                new Fault(
                    tree.place(entry.getKeyNode()),
                    KEY + " holds for all that the router sends, events of other types included",
                    "put its steps into your own routes, before the steps that send"));
  }
}
