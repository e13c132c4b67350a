package org.extendrouter.check.steps;

import java.util.stream.Stream;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.SamplingDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/**
 * A step that keeps events in memory alone, or drops some. Each counts as delivered once its route
 * has ended, whatever becomes of it then.
 */
public final class HeldInMemory implements WiringRule {

  private static final String OWN_QUEUE = "send to a jms: queue with a route of its own";

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return Stream.concat(
        wiring.sends().stream()
            .filter(send -> !send.isDisabled() && send.uri().startsWith("seda:"))
            .map(send -> ofSeda(send, wiring)),
        wiring.routes().stream()
            .flatMap(route -> Routes.steps(route.definition().getOutputs()))
            .filter(step -> Routes.isEnabled(step.getDisabled()))
            .flatMap(step -> ofStep(step, wiring)));
  }

  private static Fault ofSeda(Send send, Wiring wiring) {
    return new Fault(
        wiring.places().place(send.part(), "seda"),
        "seda: keeps events in memory alone; they count as delivered, and are gone when the process ends",
        OWN_QUEUE);
  }

  private static Stream<Fault> ofStep(ProcessorDefinition<?> step, Wiring wiring) {
    String place = wiring.places().place(step, step.getShortName());
    if (step instanceof WireTapDefinition<?> tap) {
      return tap.getUri() == null || tap.getUri().startsWith("seda:")
          ? Stream.empty()
          : Stream.of(
              new Fault(
                  place,
                  "wireTap carries its copy in memory alone: what fails there is not tried again, and it is gone when the process ends",
                  OWN_QUEUE));
    }
    if (step instanceof ResequenceDefinition
        || step instanceof AggregateDefinition aggregate
            && aggregate.getAggregationRepository() == null) {
      return Stream.of(
          new Fault(
              place,
              "%s collects events in memory alone; they count as delivered, and are gone when the process ends"
                  .formatted(step.getShortName()),
              "let the system that you deliver to do that"));
    }
    return step instanceof SamplingDefinition
        ? Stream.of(
            new Fault(
                place,
                "sample drops events, which count as delivered",
                "send those elsewhere, with a choice"))
        : Stream.empty();
  }
}
