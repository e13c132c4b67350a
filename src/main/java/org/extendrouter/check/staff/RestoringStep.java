package org.extendrouter.check.staff;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.model.ClaimCheckDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.TransformDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.extendrouter.check.wiring.Wiring;

/** Steps by which an event may stand again where a text stood in place of it. */
final class RestoringStep {

  /** Endpoints that may answer with the event. */
  private static final Pattern ANSWERING =
      Pattern.compile("(?:bean|class|jdbc|kamelet|language|sql):.*");

  private RestoringStep() {}

  static boolean is(ProcessorDefinition<?> step, Wiring wiring) {
    return step instanceof ClaimCheckDefinition
        || step instanceof EnrichDefinition
        || step instanceof PollDefinition
        || step instanceof PollEnrichDefinition
        || step instanceof UnmarshalDefinition
        || step instanceof SplitDefinition split && !Notice.isText(split.getExpression())
        || (step instanceof SetBodyDefinition || step instanceof TransformDefinition)
            && !Notice.replaces(step, wiring);
  }

  /** Whether one of steps, or of those within them, may leave the event behind it. */
  static boolean isIn(List<? extends ProcessorDefinition<?>> steps, Wiring wiring) {
    return StaffSteps.running(StaffSteps.withoutHandlers(steps), wiring)
        .anyMatch(
            step ->
                is(step, wiring)
                    || StaffSteps.addresses(step, wiring).anyMatch(ANSWERING.asMatchPredicate()));
  }
}
