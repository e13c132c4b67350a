package org.extendrouter.check.losses;

import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ProcessorDefinition;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;

/** What stands in files of staff, beside the router's own and their changed copies. */
final class StaffSteps {

  private StaffSteps() {}

  /** Those of routes and of what holds for several of them, without those that are turned off. */
  static Stream<ProcessorDefinition<?>> of(Wiring wiring) {
    Stream<ProcessorDefinition<?>> ofRoutes =
        routes(wiring).flatMap(route -> Routes.steps(route.definition().getOutputs()));
    Stream<ProcessorDefinition<?>> ofConfigurations =
        wiring.configurations().stream()
            .filter(common -> isStaffs(common, wiring))
            .flatMap(common -> Routes.steps(Routes.handlers(common)));
    return Stream.concat(ofRoutes, ofConfigurations)
        .filter(step -> isEnabled(step, wiring))
        .distinct();
  }

  static Stream<WiredRoute> routes(Wiring wiring) {
    return wiring.routes().stream()
        .filter(route -> isStaffs(route.definition().getInput(), wiring));
  }

  static boolean isStaffs(LineNumberAware part, Wiring wiring) {
    RouteFile file = wiring.places().file(part);
    return file == null || file.role() == Role.TYPE || file.role() == Role.ADDED;
  }

  static boolean isEnabled(ProcessorDefinition<?> step, Wiring wiring) {
    return !isTrue(step.getDisabled(), wiring);
  }

  static boolean isTrue(String option, Wiring wiring) {
    return is("true", option, wiring);
  }

  static boolean isFalse(String option, Wiring wiring) {
    return is("false", option, wiring);
  }

  private static boolean is(String value, String option, Wiring wiring) {
    return option != null && value.equalsIgnoreCase(wiring.names().resolved(option).strip());
  }
}
