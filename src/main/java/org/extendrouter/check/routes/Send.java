package org.extendrouter.check.routes;

import org.apache.camel.LineNumberAware;

/**
 * An endpoint that a part of a file sends to.
 *
 * @param part the step, or the route or configuration whose error handler sends
 * @param uri the address with all options, as it is written
 * @param isEvaluated whether Camel fills in {@code ${...}} for each message
 * @param mayBeMissing whether Camel goes on without it if there is no such endpoint
 */
public record Send(LineNumberAware part, String uri, boolean isEvaluated, boolean mayBeMissing) {

  static Send fixed(LineNumberAware part, String uri) {
    return new Send(part, uri, false, false);
  }
}
