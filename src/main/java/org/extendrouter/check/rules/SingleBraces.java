package org.extendrouter.check.rules;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.names.QueueNames;

/** A placeholder with one pair of braces, which Camel takes for a part of the address. */
final class SingleBraces implements WiringRule {

  private static final Pattern KEY =
      Pattern.compile("(?<![{$])\\{(" + Pattern.quote(QueueNames.PREFIX) + "[\\w.-]+)}(?!})");

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.routes().stream()
        .flatMap(
            route ->
                Stream.concat(Stream.of(route.entrance()), route.addresses())
                    .map(KEY::matcher)
                    .filter(Matcher::find)
                    .map(key -> fault(route, key.group(1), wiring)));
  }

  private static Fault fault(WiredRoute route, String key, Wiring wiring) {
    return new Fault(
        wiring.place(List.of(route), "{" + key + "}"),
        "{%s} is no placeholder, and is taken as it is written".formatted(key),
        "write {{%s}}".formatted(key));
  }
}
