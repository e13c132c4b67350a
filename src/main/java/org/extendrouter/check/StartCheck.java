package org.extendrouter.check;

import java.util.ArrayList;
import java.util.List;
import org.extendrouter.routes.RouteFiles;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Stops a start because of its settings or files before anything is opened or written; in an
 * application {@link LibraryStartCheck} does.
 */
final class StartCheck implements ApplicationListener<ApplicationPreparedEvent> {

  static final String PATTERN = "extend.routes";

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent prepared) {
    ConfigurableEnvironment environment = prepared.getApplicationContext().getEnvironment();
    if (isStandalone(environment)) {
      List<Fault> faults = faults(environment);
      if (!faults.isEmpty()) {
        throw new FaultsException(faults);
      }
    }
  }

  static List<Fault> faults(ConfigurableEnvironment environment) {
    List<Fault> faults = new ArrayList<>(ConfigurationCheck.faults(environment));
    RouteFiles files = RouteFiles.find(environment.getProperty(PATTERN, ""));
    faults.addAll(RouteFilesCheck.faults(files));
    files.inForce().forEach(file -> faults.addAll(RouteSchema.twins(file)));
    return faults;
  }

  /** Whether the process is the router's; else it is a part of an application. */
  static boolean isStandalone(Environment environment) {
    return environment != null
        && environment.getProperty("extend.standalone", Boolean.class, false);
  }
}
