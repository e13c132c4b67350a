package org.extendrouter.check;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.extendrouter.routes.RouteFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Stops a start because of routes that do not fit together, those of other sources included. */
@Component
final class RoutesStartCheck implements CamelContextConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(RoutesStartCheck.class);

  private final Environment environment;

  RoutesStartCheck(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    RouteFiles files = RouteFiles.find(environment.getProperty(StartCheck.PATTERN, ""));
    RouteModelCheck.Result result =
        RouteModelCheck.of(
            Routes.of(camel),
            files.inForce(),
            camel::resolvePropertyPlaceholders,
            isEmbedded(environment));
    result.warnings().forEach(warning -> LOG.warn("{}", warning));
    List<Fault> faults = new ArrayList<>(result.faults());
    faults.addAll(TypeNames.faults(environment, result.branches().keySet()));
    if (!faults.isEmpty()) {
      throw new FaultsException(faults);
    }
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    // Camel ignores what is thrown here; the check is made before.
  }

  static boolean isEmbedded(Environment environment) {
    return environment.getProperty("spring.artemis.embedded.enabled", Boolean.class, true);
  }
}
