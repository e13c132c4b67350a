package org.extendrouter.check;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says a failure that nobody knows more about in one line, since a stack trace hides it. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class AnyFailureAnalyzer extends AbstractFailureAnalyzer<Throwable> {

  @Override
  protected FailureAnalysis analyze(Throwable root, Throwable cause) {
    return StartFailure.analysis(ConfigurationCheck.rootMessage(root), root);
  }
}
