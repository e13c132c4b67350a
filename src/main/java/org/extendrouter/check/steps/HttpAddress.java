package org.extendrouter.check.steps;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpEndpointUriFactory;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.wiring.Wiring;

/**
 * The address of an HTTP server.
 *
 * @param scheme http or https
 * @param keys the names in its query, which are options of Camel's or parameters for the server
 */
record HttpAddress(String scheme, List<String> keys) {

  /** The option with which a request has its method. */
  static final String METHOD = "httpMethod";

  /** Camel documents them as options of the component alone, and takes them from an endpoint. */
  static final List<String> TIME_LIMITS =
      List.of("connectionRequestTimeout", "connectTimeout", "responseTimeout", "soTimeout");

  /** All that Camel takes from an address. */
  static final Set<String> OPTIONS =
      Stream.concat(new HttpEndpointUriFactory().propertyNames().stream(), TIME_LIMITS.stream())
          .collect(Collectors.toUnmodifiableSet());

  /** Placeholders and expressions may hold a question mark, too. */
  private static final Pattern HTTP =
      Pattern.compile("(https?):(?:\\{\\{\\?|\\$\\{[^}]*}|[^?])*+(?:\\?(.*))?", Pattern.DOTALL);

  /** Options of the client have a prefix. */
  private static final String CLIENT = "httpClient.";

  static Optional<HttpAddress> of(Send send, Wiring wiring) {
    Matcher address = HTTP.matcher(wiring.names().resolved(send.withoutRaw()));
    return address.matches()
        ? Optional.of(new HttpAddress(address.group(1), keys(address.group(2))))
        : Optional.empty();
  }

  private static List<String> keys(String query) {
    return Stream.ofNullable(query)
        .flatMap(given -> Stream.of(given.split("&")))
        .map(pair -> pair.split("=", 2)[0])
        .filter(key -> !key.isEmpty())
        .toList();
  }

  /** Whether a setting may hold more of them. */
  boolean varies() {
    return keys.stream().anyMatch(key -> key.contains("{{"));
  }

  /** What the server gets of it. */
  Stream<String> parameters() {
    return keys.stream().filter(key -> !OPTIONS.contains(key) && !key.startsWith(CLIENT));
  }
}
