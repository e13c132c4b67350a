package org.extendrouter.check.failure;

import org.extendrouter.check.fault.FaultsException;
import org.extendrouter.check.installation.Installation;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says the mistakes that a check found. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class FaultsFailureAnalyzer extends AbstractFailureAnalyzer<FaultsException> {

  private final Environment environment;

  FaultsFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable root, FaultsException cause) {
    return Installation.isStandalone(environment)
        ? StartFailure.analysis(cause.getMessage(), root)
        : new FailureAnalysis(cause.getMessage(), "Fix this and start again.", root);
  }
}
