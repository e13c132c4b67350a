package org.extendrouter.check.routes;

import java.util.stream.Stream;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;

/** Finds the endpoints that a step takes from while a route runs, as far as they do not vary. */
public final class PollFinder {

  private PollFinder() {}

  /**
   * Those of a step that must be there.
   *
   * @param step any step
   * @return their addresses; empty if it takes from none, or goes on without one that there is not
   */
  public static Stream<String> endpoints(ProcessorDefinition<?> step) {
    if (step instanceof PollDefinition poll) {
      return Stream.ofNullable(poll.getUri()).filter(uri -> !uri.contains(Send.EXPRESSION));
    }
    return step instanceof PollEnrichDefinition enrich
            && !"true".equalsIgnoreCase(enrich.getIgnoreInvalidEndpoint())
        ? ConstantRecipients.constant(enrich)
        : Stream.empty();
  }
}
