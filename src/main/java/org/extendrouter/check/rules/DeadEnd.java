package org.extendrouter.check.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A queue, or an entrance, that is sent to and that no route consumes. */
public final class DeadEnd implements WiringRule {

  private static final Pattern NOT_CONSUMED =
      Pattern.compile("sends to (?:the queue )?(.+), which no route consumes");

  /**
   * What a fault says that no route consumes.
   *
   * @param fault any fault
   * @return the queue or entrance; empty if the fault is another
   */
  public static Optional<String> of(Fault fault) {
    Matcher name = NOT_CONSUMED.matcher(fault.problem());
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return ends(wiring).filter(wiring::isRoutersAlone).map(target -> fault(target, wiring));
  }

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return ends(wiring)
        .filter(target -> !wiring.isRoutersAlone(target))
        .map(target -> fault(target, wiring));
  }

  private static Stream<String> ends(Wiring wiring) {
    List<String> polled = wiring.polls().map(poll -> poll.address()).toList();
    return wiring.senders().keySet().stream()
        .filter(target -> !target.startsWith(EndpointNames.TOPIC))
        .filter(target -> !isConsumed(target, wiring))
        .filter(target -> !ConsumerOfKeptMessages.KEPT.contains(target))
        .filter(
            target ->
                polled.stream()
                    .noneMatch(address -> address.contains(EndpointNames.queue(target))));
  }

  private static boolean isConsumed(String target, Wiring wiring) {
    Set<String> consumed = wiring.consumers().keySet();
    return EndpointNames.fixedPart(target)
        .map(
            fixed ->
                EndpointNames.BRANCH.startsWith(fixed)
                    || consumed.stream().anyMatch(source -> source.startsWith(fixed)))
        .orElseGet(() -> consumed.contains(target));
  }

  private static Fault fault(String target, Wiring wiring) {
    return new Fault(
        wiring.places().place(wiring.senders().get(target), EndpointNames.queue(target)),
        "sends to %s, which no route consumes".formatted(EndpointNames.shown(target)),
        EndpointNames.fixedPart(target)
            .map(fixed -> meant(fixed, target, wiring))
            .orElseGet(() -> Spelling.closest(target, wiring.consumers().keySet()))
            .map("did you mean %s?"::formatted)
            .orElse("add a route from it, or send elsewhere"));
  }

  private static Optional<String> meant(String fixed, String target, Wiring wiring) {
    Stream<String> known =
        wiring.consumers().keySet().stream()
            .filter(source -> source.length() >= fixed.length())
            .map(source -> source.substring(0, fixed.length()));
    return Spelling.closest(
            fixed, Stream.concat(Stream.of(EndpointNames.BRANCH), known).distinct().toList())
        .map(start -> start + target.substring(fixed.length()));
  }
}
