package org.extendrouter.check.losses;

import java.util.stream.Stream;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SplitDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.paths.EachPath;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A branch in which some events, or all, meet no step that sends them. */
public final class UnsentPath implements WiringRule {

  private static final String END = "to: direct:dead-letter, or throwException";

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return StaffSteps.routes(wiring)
        .filter(route -> route.source().startsWith(EndpointNames.BRANCH))
        .flatMap(route -> EachPath.gap(route, wiring).stream())
        .distinct()
        .map(step -> fault(step, wiring));
  }

  private static Fault fault(ProcessorDefinition<?> step, Wiring wiring) {
    String name = step.getShortName();
    String place = wiring.places().place(step, name);
    if (step instanceof ChoiceDefinition choice) {
      return new Fault(
          place,
          "choice leaves events that no step sends: each counts as delivered",
          choice.getOtherwise() == null
              ? "write otherwise with " + END
              : "end each when, and otherwise, with a step that sends, or with " + END);
    }
    if (step instanceof SplitDefinition || step instanceof LoopDefinition) {
      return new Fault(
          place,
          name
              + (step instanceof LoopDefinition ? " that runs 0 times" : " of an empty list")
              + " sends nothing: each such event counts as delivered",
          "add a step outside of it that sends; or a filter beside it for that case, with " + END);
    }
    return step instanceof FilterDefinition
        ? new Fault(
            place,
            "filter leaves events that no step sends: each counts as delivered",
            "write choice in place of it, and otherwise with " + END)
        : new Fault(
            place,
            "sends its events to nothing but log: or mock:, which keep nothing: each counts as delivered",
            "send them to where they belong; or remove the route, so that its runs come to review");
  }
}
