package org.extendrouter.check;

import java.util.ArrayList;
import java.util.List;
import org.extendrouter.routes.RouteFiles;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

/** Stops a start because of its settings or files before anything is opened or written. */
final class StartCheck implements ApplicationListener<ApplicationPreparedEvent> {

  static final String PATTERN = "camel.main.routes-include-pattern";

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent prepared) {
    ConfigurableEnvironment environment = prepared.getApplicationContext().getEnvironment();
    List<Fault> faults = new ArrayList<>(ConfigurationCheck.faults(environment));
    RouteFiles files = RouteFiles.find(environment.getProperty(PATTERN, ""));
    faults.addAll(RouteFilesCheck.faults(files));
    files.inForce().forEach(file -> faults.addAll(RouteSchema.twins(file)));
    if (!faults.isEmpty()) {
      throw new FaultsException(faults);
    }
  }
}
