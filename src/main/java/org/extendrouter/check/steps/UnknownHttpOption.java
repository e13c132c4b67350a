package org.extendrouter.check.steps;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A misspelt option of an HTTP endpoint, which Camel sends to the server as a parameter. */
public final class UnknownHttpOption implements WiringRule {

  private static final Pattern WORD = Pattern.compile("\\w+");

  /** The server may have a parameter of nearly this name. */
  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return wiring.sends().stream().flatMap(send -> warnings(send, wiring));
  }

  private static Stream<Fault> warnings(Send send, Wiring wiring) {
    return HttpAddress.of(send, wiring).stream()
        .flatMap(
            address ->
                address
                    .parameters()
                    .filter(parameter -> WORD.matcher(parameter).matches())
                    .flatMap(
                        parameter ->
                            Spelling.closest(parameter, HttpAddress.OPTIONS).stream()
                                .map(
                                    meant ->
                                        new Fault(
                                            wiring.places().place(send.part(), parameter),
                                            "%s is no option of %s, and is sent to the server"
                                                .formatted(parameter, address.scheme()),
                                            "did you mean %s?".formatted(meant)))));
  }
}
