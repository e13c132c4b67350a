package org.extendrouter.check;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says the mistakes that a check found. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class FaultsFailureAnalyzer extends AbstractFailureAnalyzer<FaultsException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, FaultsException cause) {
    return StartFailure.analysis(cause.getMessage(), root);
  }
}
