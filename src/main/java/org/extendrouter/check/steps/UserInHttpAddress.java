package org.extendrouter.check.steps;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A user in the address of an HTTP endpoint, for which the HTTP client rejects each request. */
public final class UserInHttpAddress implements WiringRule {

  private static final Pattern USER = Pattern.compile("https?:(?://)?+[^/?#]*@.*");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.sends().stream()
        .filter(send -> USER.matcher(send.uri()).matches())
        .map(
            send ->
                new Fault(
                    wiring.places().place(send.part(), send.uri()),
                    "the HTTP client sends no request to an address with a user in front of the host",
                    "write authMethod=Basic, authUsername and authPassword among its parameters"));
  }
}
