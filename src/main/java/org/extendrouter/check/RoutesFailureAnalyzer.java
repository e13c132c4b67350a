package org.extendrouter.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.spring.boot.CamelSpringBootInitializationException;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFiles;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says in which file and line a route is that Camel cannot read or build. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class RoutesFailureAnalyzer
    extends AbstractFailureAnalyzer<CamelSpringBootInitializationException> {

  private final Environment environment;

  RoutesFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable root, CamelSpringBootInitializationException cause) {
    List<RouteFile> files =
        RouteFiles.find(environment.getProperty(StartCheck.PATTERN, "")).inForce();
    RoutesCheck check = new RoutesCheck(environment, null);
    List<Fault> faults = new ArrayList<>(check.of(files).faults());
    String description =
        faults.isEmpty()
            ? ConfigurationCheck.rootMessage(cause)
            : faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
    return StartFailure.analysis(description, root);
  }
}
