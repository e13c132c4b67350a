package org.extendrouter.check.staff;

import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ProcessorDefinition;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;

/** What stands in files of staff, beside the router's own and their changed copies. */
public final class StaffSteps {

  private StaffSteps() {}

  /**
   * Those of routes and of what holds for several of them.
   *
   * @param wiring how all routes are connected
   * @return all that are not turned off
   */
  public static Stream<ProcessorDefinition<?>> of(Wiring wiring) {
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

  /**
   * Their routes.
   *
   * @param wiring how all routes are connected
   * @return those of their files, and those of no file
   */
  public static Stream<WiredRoute> routes(Wiring wiring) {
    return wiring.routes().stream()
        .filter(route -> isStaffs(route.definition().getInput(), wiring));
  }

  /**
   * Whether a part is theirs.
   *
   * @param part a route or step
   * @param wiring how all routes are connected
   * @return false for the router's own, and for a changed copy of them
   */
  public static boolean isStaffs(LineNumberAware part, Wiring wiring) {
    RouteFile file = wiring.places().file(part);
    return file == null || file.role() == Role.TYPE || file.role() == Role.ADDED;
  }

  /**
   * Whether a step is none of those that are turned off.
   *
   * @param step the step
   * @param wiring fills in settings
   * @return false for {@code disabled: true}
   */
  public static boolean isEnabled(ProcessorDefinition<?> step, Wiring wiring) {
    return !isTrue(step.getDisabled(), wiring);
  }

  /**
   * Whether an option is true.
   *
   * @param option as it is written; null for nothing
   * @param wiring fills in settings
   * @return false also if nothing is written
   */
  public static boolean isTrue(String option, Wiring wiring) {
    return is("true", option, wiring);
  }

  /**
   * Whether an option is false.
   *
   * @param option as it is written; null for nothing
   * @param wiring fills in settings
   * @return false also if nothing is written
   */
  public static boolean isFalse(String option, Wiring wiring) {
    return is("false", option, wiring);
  }

  private static boolean is(String value, String option, Wiring wiring) {
    return option != null && value.equalsIgnoreCase(wiring.names().resolved(option).strip());
  }
}
