package org.extendrouter.check.steps;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;

/**
 * A placeholder or an expression with one pair of braces, which Camel takes for a part of the
 * address.
 */
public final class SingleBraces implements WiringRule {

  private static final Pattern KEY =
      Pattern.compile("(?<![{$])\\{(" + Pattern.quote(QueueNames.PREFIX) + "[\\w.-]+)}(?!})");
  private static final Pattern EXPRESSION =
      Pattern.compile("(?<![{$])\\{((?:headers?|body|exchangeProperty|variable)\\b[^{}]*)}(?!})");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return Stream.concat(
        wiring.routes().stream()
            .flatMap(route -> faults(route.definition().getInput(), route.entrance(), wiring)),
        wiring.sends().stream().flatMap(send -> faults(send.part(), send.uri(), wiring)));
  }

  private static Stream<Fault> faults(LineNumberAware part, String uri, Wiring wiring) {
    String address = Send.withoutRaw(uri);
    return Stream.concat(
        Stream.of(KEY.matcher(address))
            .filter(Matcher::find)
            .map(key -> fault(part, key.group(1), "{{%s}}", wiring)),
        Stream.of(EXPRESSION.matcher(address))
            .filter(Matcher::find)
            .map(expression -> fault(part, expression.group(1), "${%s}", wiring)));
  }

  private static Fault fault(LineNumberAware part, String key, String meant, Wiring wiring) {
    return new Fault(
        wiring.places().place(part, "{" + key + "}"),
        "{%s} is no placeholder, and is taken as it is written".formatted(key),
        ("write " + meant).formatted(key));
  }
}
