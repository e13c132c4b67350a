package org.extendrouter.check.steps;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** An expression in an address of a step that does not fill it in for each message. */
public final class UnevaluatedAddress implements WiringRule {

  /**
   * Other components evaluate what they are named with, for example {@code language:simple}, or
   * refuse it, for example {@code file}.
   */
  private static final Pattern AS_WRITTEN =
      Pattern.compile("(?:jms|direct|seda):[^?]*\\$\\{.*|https?:.*\\$\\{.*");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.sends().stream()
        .filter(send -> !send.isEvaluated() && AS_WRITTEN.matcher(send.withoutRaw()).matches())
        .map(
            send ->
                new Fault(
                    wiring.places().place(send.part(), "${"),
                    "\"to\" does not fill in ${...}, and takes it as it is written",
                    "write toD in place of to"));
  }
}
