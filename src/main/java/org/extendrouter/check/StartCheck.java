package org.extendrouter.check;

import java.util.ArrayList;
import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.FaultsException;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.routes.RouteFilesCheck;
import org.extendrouter.check.schema.SilentMistakes;
import org.extendrouter.check.settings.ConfigurationCheck;
import org.extendrouter.check.trial.LeftOutRoutes;
import org.extendrouter.routes.RouteInventory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Stops a start because of its settings or files before anything is opened or written; in an
 * application {@link LibraryStartCheck} does.
 */
final class StartCheck implements ApplicationListener<ApplicationPreparedEvent> {

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent prepared) {
    ConfigurableEnvironment environment = prepared.getApplicationContext().getEnvironment();
    if (Installation.isStandalone(environment)) {
      List<Fault> faults = faults(environment);
      if (!faults.isEmpty()) {
        throw new FaultsException(faults);
      }
    }
  }

  static List<Fault> faults(ConfigurableEnvironment environment) {
    List<Fault> faults = new ArrayList<>(ConfigurationCheck.faults(environment));
    RouteInventory files = Installation.routeFiles(environment);
    faults.addAll(RouteFilesCheck.faults(files));
    faults.addAll(LeftOutRoutes.faults(environment, files.inForce()));
    files.inForce().forEach(file -> faults.addAll(SilentMistakes.faults(file)));
    return faults;
  }
}
