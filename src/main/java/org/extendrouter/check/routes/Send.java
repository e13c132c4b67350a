package org.extendrouter.check.routes;

import java.util.List;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.util.Pair;
import org.apache.camel.util.URISupport;

/**
 * An endpoint that a part of a file sends to.
 *
 * @param part the step, or the route or configuration whose error handler sends
 * @param uri the address with all options, as it is written
 * @param isEvaluated whether Camel fills in {@code ${...}} for each message
 * @param mayBeMissing whether Camel goes on without it if there is no such endpoint
 */
public record Send(LineNumberAware part, String uri, boolean isEvaluated, boolean mayBeMissing) {

  /** How an expression of Simple begins. */
  public static final String EXPRESSION = "${";

  static Send fixed(LineNumberAware part, String uri) {
    return new Send(part, uri, false, false);
  }

  /** By an option of the step, null for nothing, Camel may go on without the endpoint. */
  static Send evaluated(LineNumberAware part, String uri, String ignoreInvalid) {
    return new Send(part, uri, true, "true".equalsIgnoreCase(ignoreInvalid));
  }

  /**
   * Whether a step is taken out of its route.
   *
   * @return true if it is there and does nothing
   */
  public boolean isDisabled() {
    return part instanceof ProcessorDefinition<?> step
        && "true".equalsIgnoreCase(step.getDisabled());
  }

  /**
   * Whether it holds an expression. An expression in {@code RAW(...)} is one only where Camel fills
   * it in.
   *
   * @return true for example for {@code jms:extend.accept.${header.ExtendBranch}}
   */
  public boolean varies() {
    return (isEvaluated ? uri : withoutRaw(uri)).contains(EXPRESSION);
  }

  /**
   * The address without the text that Camel takes as it is written.
   *
   * @return the address, with nothing in each {@code RAW(...)}
   */
  public String withoutRaw() {
    return withoutRaw(uri);
  }

  /**
   * An address without the text that Camel takes as it is written.
   *
   * @param uri the address
   * @return the address, with nothing in each {@code RAW(...)}
   */
  public static String withoutRaw(String uri) {
    StringBuilder rest = new StringBuilder(uri);
    List<Pair<Integer>> raw = URISupport.scanRaw(uri);
    for (int i = raw.size() - 1; i >= 0; i--) {
      rest.delete(
          raw.get(i).getLeft() + URISupport.RAW_TOKEN_PREFIX.length() + 1, raw.get(i).getRight());
    }
    return rest.toString();
  }
}
