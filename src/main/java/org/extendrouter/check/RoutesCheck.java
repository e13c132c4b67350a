package org.extendrouter.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Findings;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.rules.DeadEnd;
import org.extendrouter.check.rules.WiringCheck;
import org.extendrouter.check.schema.RouteSchema;
import org.extendrouter.check.trial.RouteTrial;
import org.extendrouter.check.trial.RouteTrial.Outcome;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Checks what is in route files: by the schema, by reading and building them, and how they fit. */
public final class RoutesCheck {

  private static final Pattern BRANCH =
      Pattern.compile(
          Pattern.quote(EndpointNames.JMS)
              + "(?:queue:)?"
              + Pattern.quote(QueueNames.ACCEPT_PREFIX)
              + "([\\w.-]+)");

  /** Read once: it takes a moment. */
  private final RouteSchema schema = new RouteSchema();

  /**
   * Checks all files.
   *
   * @param files the files in force
   * @param environment the settings that placeholders name
   * @param beans the beans that routes may name
   * @return what was found
   */
  public Findings of(List<RouteFile> files, Environment environment, ListableBeanFactory beans) {
    List<Fault> faults = new ArrayList<>();
    List<RouteFile> read = new ArrayList<>();
    Routes all = new Routes(List.of(), List.of());
    Map<RouteFile, Routes> sound = new LinkedHashMap<>();
    List<Fault> copied = new ArrayList<>();
    try (RouteTrial trial = new RouteTrial(environment, beans)) {
      for (RouteFile file : files) {
        // The router's own were checked when it was built.
        List<Fault> ofSchema = file.role() == Role.ENGINE ? List.of() : schema.faults(file);
        Outcome found = ofSchema.isEmpty() ? trial.read(file) : Outcome.failed(ofSchema);
        faults.addAll(found.faults());
        if (found.faults().isEmpty()) {
          read.add(file);
          all = all.and(found.routes());
          sound.put(file, found.routes());
          if (file.role() == Role.OVERRIDE) {
            trial.warnings(file, found.routes()).forEach(copied::add);
          }
        }
      }
      RoutePlaces places = RoutePlaces.of(files);
      for (RouteFile file : read) {
        Outcome made = trial.templated(file);
        faults.addAll(made.faults());
        for (RouteDefinition route : made.routes().routes()) {
          Routes one = new Routes(List.of(route), List.of());
          all = all.and(one);
          RouteFile template = places.file(route.getInput());
          sound.merge(template == null ? file : template, one, Routes::and);
        }
      }
      Findings together = WiringCheck.of(all, read, trial::resolved, environment);
      // Building a route takes its interceptors out of it.
      sound.forEach((file, found) -> faults.addAll(trial.faults(file, found)));
      together.faults().stream().filter(fault -> isSure(fault, files, read)).forEach(faults::add);
      return new Findings(
          faults.stream().distinct().toList(),
          Stream.concat(copied.stream(), together.warnings().stream()).toList(),
          branches(together, files.stream().filter(file -> !read.contains(file))));
    }
  }

  /** With those in files that cannot be read, which are to have a route. */
  private static Map<String, String> branches(Findings found, Stream<RouteFile> unread) {
    Map<String, String> branches = new LinkedHashMap<>(found.branches());
    unread.forEach(
        file ->
            BRANCH
                .matcher(file.content())
                .results()
                .map(branch -> branch.group(1))
                .limit(file.role() == Role.TYPE ? 1 : 0)
                .forEach(
                    branch -> branches.putIfAbsent(branch, file.path() + " (cannot be read)")));
    return branches;
  }

  /** A queue that no route consumes may be consumed by one that cannot be read. */
  private static boolean isSure(Fault fault, List<RouteFile> files, List<RouteFile> read) {
    return DeadEnd.of(fault).stream()
        .noneMatch(
            queue ->
                files.stream()
                    .filter(file -> !read.contains(file))
                    .anyMatch(file -> file.content().contains(queue)));
  }
}
