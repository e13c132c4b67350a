package org.extendrouter.check.failure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.check.RoutesCheck;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.routes.RouteFile;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says in which file and line a route is that Camel cannot read or build. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class RoutesFailureAnalyzer implements FailureAnalyzer {

  private static final String CAMEL = "org.apache.camel.";

  private final Environment environment;
  private final ListableBeanFactory beans;

  RoutesFailureAnalyzer(Environment environment, BeanFactory beans) {
    this.environment = environment;
    this.beans = beans instanceof ListableBeanFactory listable ? listable : null;
  }

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    boolean isCamels =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .anyMatch(cause -> cause.getClass().getName().startsWith(CAMEL));
    if (!isCamels || !Installation.isStandalone(environment)) {
      return null;
    }
    List<RouteFile> files = Installation.routeFiles(environment).inForce();
    List<Fault> faults = new RoutesCheck().of(files, environment, beans).faults();
    return faults.isEmpty()
        ? null
        : StartFailure.analysis(
            faults.stream().map(Fault::toString).collect(Collectors.joining("\n")), failure);
  }
}
