package org.extendrouter.check.steps;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpEndpointUriFactory;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A misspelt option of an HTTP endpoint, which Camel sends to the server as a parameter. */
public final class UnknownHttpOption implements WiringRule {

  private static final Pattern HTTP = Pattern.compile("(https?):[^?]*\\?(.+)", Pattern.DOTALL);
  private static final Pattern OPTION = Pattern.compile("(?:^|&)(\\w+)=");

  /** Camel documents them as options of the component alone, and takes them from an endpoint. */
  private static final List<String> TIME_LIMITS =
      List.of("connectionRequestTimeout", "connectTimeout", "responseTimeout", "soTimeout");

  private static final Set<String> OPTIONS =
      Stream.concat(new HttpEndpointUriFactory().propertyNames().stream(), TIME_LIMITS.stream())
          .collect(Collectors.toUnmodifiableSet());

  /** The server may have a parameter of nearly this name. */
  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return wiring.sends().stream().flatMap(send -> warnings(send, wiring));
  }

  private static Stream<Fault> warnings(Send send, Wiring wiring) {
    return Stream.of(HTTP.matcher(send.withoutRaw()))
        .filter(Matcher::matches)
        .flatMap(
            address ->
                OPTION
                    .matcher(address.group(2))
                    .results()
                    .map(option -> option.group(1))
                    .filter(option -> !OPTIONS.contains(option))
                    .flatMap(
                        option ->
                            Spelling.closest(option, OPTIONS).stream()
                                .map(
                                    meant ->
                                        new Fault(
                                            wiring.places().place(send.part(), option),
                                            "%s is no option of %s, and is sent to the server"
                                                .formatted(option, address.group(1)),
                                            "did you mean %s?".formatted(meant)))));
  }
}
