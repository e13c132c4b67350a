package org.extendrouter.check.steps;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A number of consumers with which a route from a queue does not start. */
public final class UnusableConsumers implements WiringRule {

  private static final String LEAST = "concurrentConsumers";
  private static final String MOST = "maxConcurrentConsumers";
  private static final String DEFAULT = "the %d of extend.broker.consumers";
  private static final Pattern NUMBER = Pattern.compile("0*[1-9]\\d{0,8}");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream()
        .filter(route -> route.entrance().startsWith(EndpointNames.JMS))
        .flatMap(route -> faults(route, wiring));
  }

  private static Stream<Fault> faults(WiredRoute route, Wiring wiring) {
    List<Fault> unusable =
        Stream.of(LEAST, MOST)
            .filter(
                option ->
                    value(route, option)
                        .filter(value -> !NUMBER.matcher(value).matches())
                        .isPresent())
            .map(
                option ->
                    new Fault(
                        wiring.place(route, option),
                        // As of the values that Camel itself refuses when it makes the endpoint.
                        "the value of the option \"%s\" cannot be used".formatted(option),
                        "see what it takes in Camel's documentation of the component"))
            .toList();
    return unusable.isEmpty() ? fewer(route, wiring) : unusable.stream();
  }

  private static Stream<Fault> fewer(WiredRoute route, Wiring wiring) {
    boolean isSaid = value(route, LEAST).isPresent();
    int least = isSaid ? number(route, LEAST) : wiring.defaultConsumers();
    return number(route, MOST) < least
        ? Stream.of(
            new Fault(
                wiring.place(route, MOST),
                "%s is less than %s".formatted(MOST, isSaid ? LEAST : DEFAULT.formatted(least)),
                "write at least as many, or "
                    + (isSaid ? "remove it" : "write " + LEAST + ", too")))
        : Stream.empty();
  }

  private static int number(WiredRoute route, String option) {
    return value(route, option).map(Integer::parseInt).orElse(Integer.MAX_VALUE);
  }

  /** The value of an option; nothing if it is not there, not known, which is told, or no limit. */
  private static Optional<String> value(WiredRoute route, String option) {
    Matcher found = Pattern.compile("[?&]" + option + "=([^&]*)").matcher(route.entrance());
    return found.find()
            && !found.group(1).isEmpty()
            && !found.group(1).contains("{{")
            && !(option.equals(MOST) && found.group(1).equals("0"))
        ? Optional.of(found.group(1))
        : Optional.empty();
  }
}
