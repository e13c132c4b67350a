package org.extendrouter.check.losses;

import java.util.stream.Stream;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.SamplingDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.staff.DeclaredBeans;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/**
 * A step that keeps events in memory alone, or drops some. Each counts as delivered once its route
 * has ended, whatever becomes of it then.
 */
public final class HeldInMemory implements WiringRule {

  private static final String SEDA = "seda:";

  private static final String OWN_QUEUE = "send to a jms: queue with a route of its own";

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return Stream.concat(
        StaffSteps.sends(wiring)
            .filter(send -> isSeda(send.uri(), wiring))
            .map(send -> ofSeda(send, wiring)),
        wiring.routes().stream()
            .flatMap(route -> StaffSteps.running(route.definition().getOutputs(), wiring))
            .flatMap(step -> ofStep(step, wiring)));
  }

  private static Fault ofSeda(Send send, Wiring wiring) {
    return new Fault(
        wiring.places().place(send.part(), send.uri().startsWith(SEDA) ? "seda" : send.uri()),
        "seda: keeps events in memory alone; they count as delivered, and are gone when the process ends",
        OWN_QUEUE);
  }

  private static Stream<Fault> ofStep(ProcessorDefinition<?> step, Wiring wiring) {
    if (step instanceof WireTapDefinition<?> tap
        && tap.getUri() != null
        && !isSeda(tap.getUri(), wiring)) {
      return told(
          step,
          "wireTap carries its copy in memory alone: what fails there is not tried again, and it is gone when the process ends",
          OWN_QUEUE,
          wiring);
    }
    if (step instanceof ResequenceDefinition
        || step instanceof AggregateDefinition aggregate
            && isInMemory(aggregate.getAggregationRepository(), wiring)) {
      return told(
          step,
          "%s collects events in memory alone; they count as delivered, and are gone when the process ends"
              .formatted(step.getShortName()),
          "let the system that you deliver to do that",
          wiring);
    }
    return step instanceof SamplingDefinition
        ? told(
            step,
            "sample drops events, which count as delivered",
            "send those elsewhere, with a choice",
            wiring)
        : Stream.empty();
  }

  private static boolean isSeda(String uri, Wiring wiring) {
    return wiring.names().resolved(uri).startsWith(SEDA);
  }

  private static boolean isInMemory(String repository, Wiring wiring) {
    return repository == null
        || DeclaredBeans.of(wiring)
            .type(wiring.names().resolved(repository))
            .endsWith(".MemoryAggregationRepository");
  }

  private static Stream<Fault> told(
      ProcessorDefinition<?> step, String problem, String fix, Wiring wiring) {
    return Stream.of(new Fault(wiring.places().place(step, step.getShortName()), problem, fix));
  }
}
