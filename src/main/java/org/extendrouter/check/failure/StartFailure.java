package org.extendrouter.check.failure;

import org.springframework.boot.diagnostics.FailureAnalysis;

/** The form of the last lines of a start that failed. */
final class StartFailure {

  private static final String NEXT =
      "Fix this and start again. With --check, the router lists all that is wrong and starts"
          + " nothing.";

  private StartFailure() {}

  /** Spring Boot logs it as one block, and the stack trace at level debug. */
  static FailureAnalysis analysis(String description, Throwable failure) {
    return new FailureAnalysis(description, NEXT, failure);
  }
}
