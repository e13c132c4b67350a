package org.extendrouter.check;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.extendrouter.routes.RouteFile;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Checks what is in route files: by the schema, by reading and building them, and how they fit. */
final class RoutesCheck {

  private final Environment environment;
  private final ListableBeanFactory beans;

  /**
   * A check.
   *
   * @param environment the settings that placeholders name
   * @param beans the beans that routes may name; null to leave out what needs them
   */
  RoutesCheck(Environment environment, ListableBeanFactory beans) {
    this.environment = environment;
    this.beans = beans;
  }

  /**
   * Checks all files.
   *
   * @param files the files in force
   * @return faults and warnings
   */
  RouteModelCheck.Result of(List<RouteFile> files) {
    RouteSchema schema = new RouteSchema();
    RouteTrial trial = new RouteTrial(environment, beans);
    List<Fault> faults = new ArrayList<>();
    List<RouteFile> readable = new ArrayList<>();
    for (RouteFile file : files) {
      List<Fault> ofSchema = schema.faults(file);
      faults.addAll(ofSchema);
      if (ofSchema.isEmpty()) {
        readable.add(file);
      }
    }
    CamelContext camel = trial.read(readable, faults);
    boolean complete = faults.isEmpty();
    if (beans != null) {
      readable.forEach(file -> faults.addAll(trial.faults(file)));
    }
    RouteModelCheck.Result model =
        RouteModelCheck.of(camel, files, RoutesStartCheck.isEmbedded(environment));
    // What a file that cannot be read consumes, is not known.
    model.faults().stream()
        .filter(fault -> complete || !fault.problem().contains("no route"))
        .forEach(faults::add);
    return new RouteModelCheck.Result(faults.stream().distinct().toList(), model.warnings());
  }
}
