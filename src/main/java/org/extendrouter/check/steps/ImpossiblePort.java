package org.extendrouter.check.steps;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A port that no server can have, of which Camel complains with each request. */
public final class ImpossiblePort implements WiringRule {

  private static final int HIGHEST = 65_535;
  private static final Pattern PORT =
      Pattern.compile("https?:(?://)?+[^/?#@]*:0*(\\d+)(?:[/?#].*)?", Pattern.DOTALL);

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.sends().stream().flatMap(send -> faults(send, wiring));
  }

  private static Stream<Fault> faults(Send send, Wiring wiring) {
    Matcher address = PORT.matcher(wiring.names().resolved(send.uri()));
    if (!address.matches() || isPossible(address.group(1))) {
      return Stream.empty();
    }
    return Stream.of(
        new Fault(
            wiring.places().place(send.part(), address.group(1)),
            "no server has the port %s".formatted(address.group(1)),
            "write one up to " + HIGHEST));
  }

  private static boolean isPossible(String port) {
    return port.length() <= 5 && Integer.parseInt(port) <= HIGHEST;
  }
}
