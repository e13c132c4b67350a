package org.extendrouter.check.failure;

import org.extendrouter.check.installation.Installation;
import org.extendrouter.health.ThreadTrouble;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which limits keep the process from starting its threads; Java says that some do. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ThreadsFailureAnalyzer implements FailureAnalyzer {

  private final Environment environment;

  ThreadsFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    return ThreadTrouble.isIn(failure) && Installation.isStandalone(environment)
        ? StartFailure.analysis(
            "threads: the system has refused one to the router; " + ThreadTrouble.MORE_THREADS,
            failure)
        : null;
  }
}
