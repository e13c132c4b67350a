package org.extendrouter.check.staff;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.routes.SendFinder;
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
        routes(wiring).flatMap(route -> running(route.definition().getOutputs(), wiring));
    Stream<ProcessorDefinition<?>> ofConfigurations =
        wiring.configurations().stream()
            .filter(common -> isStaffs(common, wiring))
            .flatMap(common -> running(Routes.handlers(common), wiring));
    return Stream.concat(ofRoutes, ofConfigurations).distinct();
  }

  /**
   * The steps that run: a step that is turned off takes those within it along.
   *
   * @param outputs those of a route or a step
   * @param wiring fills in settings
   * @return they and the steps within them, in the order in which they are written
   */
  public static Stream<ProcessorDefinition<?>> running(
      List<? extends ProcessorDefinition<?>> outputs, Wiring wiring) {
    Set<ProcessorDefinition<?>> off = turnedOff(outputs, wiring);
    return Routes.steps(outputs).filter(step -> !off.contains(step));
  }

  /**
   * The steps of a route beside its handlers, which run when one of them fails.
   *
   * @param outputs those of a route
   * @return all but its handlers
   */
  public static List<ProcessorDefinition<?>> withoutHandlers(
      List<? extends ProcessorDefinition<?>> outputs) {
    return outputs.stream()
        .<ProcessorDefinition<?>>map(step -> step)
        .filter(step -> !(step instanceof OnExceptionDefinition))
        .toList();
  }

  /**
   * The addresses that a step sends to.
   *
   * @param step the step
   * @param wiring fills in settings
   * @return none of the steps within it
   */
  public static Stream<String> addresses(ProcessorDefinition<?> step, Wiring wiring) {
    return SendFinder.of(step).map(send -> wiring.names().resolved(send.uri()));
  }

  /**
   * What routes and handlers send to while no setting takes the step out.
   *
   * @param wiring how all routes are connected
   * @return those of staff's routes and of all others
   */
  public static Stream<Send> sends(Wiring wiring) {
    Set<Object> off = Collections.newSetFromMap(new IdentityHashMap<>());
    Stream.concat(
            wiring.routes().stream().map(route -> route.definition().getOutputs()),
            wiring.configurations().stream().map(Routes::handlers))
        .forEach(outputs -> off.addAll(turnedOff(outputs, wiring)));
    return wiring.sends().stream().filter(send -> !off.contains(send.part()));
  }

  private static Set<ProcessorDefinition<?>> turnedOff(
      List<? extends ProcessorDefinition<?>> outputs, Wiring wiring) {
    Set<ProcessorDefinition<?>> off = Collections.newSetFromMap(new IdentityHashMap<>());
    Routes.steps(outputs)
        .forEach(
            step -> {
              if (!isEnabled(step, wiring)) {
                Routes.steps(List.of(step)).forEach(off::add);
              } else if (step instanceof ChoiceDefinition choice) {
                choice.getWhenClauses().stream()
                    .filter(when -> isTrue(when.getDisabled(), wiring))
                    .flatMap(when -> Routes.steps(when.getOutputs()))
                    .forEach(off::add);
              }
            });
    return off;
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
