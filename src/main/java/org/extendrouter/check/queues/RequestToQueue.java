package org.extendrouter.check.queues;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.ExchangePattern;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SetExchangePatternDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A request to a queue: the route goes on at once, with the body that it has sent. */
public final class RequestToQueue implements WiringRule {

  private static final String IN_OUT = ExchangePattern.InOut.name();
  private static final Pattern OPTION = Pattern.compile("[?&]exchangePattern=(\\w+)");
  private static final Pattern ANSWERED = Pattern.compile("[?&]disableReplyTo=false\\b");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return StaffSteps.routes(wiring)
        .filter(route -> wiring.places().file(route.definition().getInput()) != null)
        .flatMap(route -> faults(route, wiring));
  }

  private static Stream<Fault> faults(WiredRoute route, Wiring wiring) {
    List<ProcessorDefinition<?>> steps =
        StaffSteps.running(route.definition().getOutputs(), wiring).toList();
    return Stream.iterate(0, i -> i < steps.size(), i -> i + 1)
        .flatMap(
            i ->
                SendFinder.of(steps.get(i))
                    .filter(
                        send ->
                            isRequest(
                                route.names().resolved(send.uri()), steps.subList(0, i + 1), route))
                    .map(send -> fault(send.part(), wiring)));
  }

  private static Fault fault(LineNumberAware part, Wiring wiring) {
    return new Fault(
        wiring.places().place(part, EndpointNames.JMS),
        "a queue gives no answer here, and the route goes on with the body that it has sent",
        "use direct: in place of jms:, or remove the exchange pattern InOut");
  }

  /** Whether the last of some steps asks for an answer. */
  private static boolean isRequest(
      String address, List<ProcessorDefinition<?>> steps, WiredRoute route) {
    ProcessorDefinition<?> step = steps.get(steps.size() - 1);
    if (!address.startsWith(EndpointNames.JMS)
        || ANSWERED.matcher(address).find()
        || step instanceof WireTapDefinition<?>) {
      return false;
    }
    return Stream.of(
            Stream.ofNullable(pattern(step)),
            OPTION.matcher(address).results().map(option -> option.group(1)),
            before(steps))
        .flatMap(patterns -> patterns)
        .findFirst()
        .map(route.names()::resolved)
        .filter(IN_OUT::equalsIgnoreCase)
        .isPresent();
  }

  private static String pattern(ProcessorDefinition<?> step) {
    if (step instanceof ToDynamicDefinition dynamic) {
      return dynamic.getPattern();
    }
    return step instanceof ToDefinition to ? to.getPattern() : null;
  }

  /** The last that is set before a step. */
  private static Stream<String> before(List<ProcessorDefinition<?>> steps) {
    return steps.stream()
        .filter(SetExchangePatternDefinition.class::isInstance)
        .map(step -> ((SetExchangePatternDefinition) step).getPattern())
        .filter(Objects::nonNull)
        .reduce((earlier, later) -> later)
        .stream();
  }
}
