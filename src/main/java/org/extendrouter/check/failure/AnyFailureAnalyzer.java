package org.extendrouter.check.failure;

import java.util.Objects;
import org.extendrouter.check.fault.FailureMessage;
import org.extendrouter.check.installation.Installation;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Says a failure that nobody knows more about in one line, since a stack trace hides it. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class AnyFailureAnalyzer implements FailureAnalyzer {

  private final Environment environment;
  private final BeanFactory beans;

  AnyFailureAnalyzer(Environment environment, BeanFactory beans) {
    this.environment = environment;
    this.beans = beans;
  }

  /** Spring Boot's own have the same order as this one, and may come after it. */
  @Override
  public FailureAnalysis analyze(Throwable failure) {
    if (!Installation.isStandalone(environment)) {
      return null;
    }
    return SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
        .load(
            FailureAnalyzer.class,
            ArgumentResolver.of(Environment.class, environment).and(BeanFactory.class, beans),
            FailureHandler.handleMessage((message, notUsable) -> {}))
        .stream()
        .filter(other -> !(other instanceof AnyFailureAnalyzer))
        .map(other -> other.analyze(failure))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> StartFailure.analysis(FailureMessage.of(failure), failure));
  }
}
