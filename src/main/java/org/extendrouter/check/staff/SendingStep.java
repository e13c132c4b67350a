package org.extendrouter.check.staff;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.extendrouter.check.wiring.Wiring;

/** Steps that take an event somewhere. */
public final class SendingStep {

  /** Endpoints that only say, count or compute something. */
  private static final Pattern NOWHERE =
      Pattern.compile(
          "(?:log|mock|stub|micrometer|language|bean|validator|xslt|json-validator|"
              + Notice.TEMPLATES
              + "):.*");

  private SendingStep() {}

  /**
   * Whether a step sends; one that only asks, as enrich does, delivers nothing.
   *
   * @param step the step
   * @param wiring fills in settings
   * @return false also for a step that is turned off
   */
  public static boolean is(ProcessorDefinition<?> step, Wiring wiring) {
    if (!StaffSteps.isEnabled(step, wiring) || step instanceof EnrichDefinition) {
      return false;
    }
    return step instanceof RecipientListDefinition
        || step instanceof RoutingSlipDefinition
        || step instanceof DynamicRouterDefinition
        || StaffSteps.addresses(step, wiring).anyMatch(Predicate.not(NOWHERE.asMatchPredicate()));
  }
}
