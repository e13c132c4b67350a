package org.extendrouter.check.steps;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** An HTTP endpoint without a host, of which Camel complains once it starts. */
public final class MissingHost implements WiringRule {

  private static final Pattern NO_HOST = Pattern.compile("https?:(?://)?+(?:[/?:].*)?");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.sends().stream()
        .filter(send -> NO_HOST.matcher(send.uri()).matches())
        .map(
            send ->
                new Fault(
                    wiring.places().place(send.part(), send.uri()),
                    send.uri() + " names no host",
                    "write the host behind %s://"
                        .formatted(send.uri().substring(0, send.uri().indexOf(':')))));
  }
}
