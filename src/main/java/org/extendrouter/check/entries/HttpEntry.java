package org.extendrouter.check.entries;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.check.wiring.WiredRoute;

/**
 * A route that takes requests on the port of the webhooks.
 *
 * @param route the route
 * @param scheme what its address begins with
 * @param path what it takes, with a slash before each part; one alone for all
 */
record HttpEntry(WiredRoute route, String scheme, String path) {

  private static final String REQUESTS = "platform-http:";

  /** Followed by a verb, a path, and in most cases the rest of the path. */
  private static final String SERVICE = "rest:";

  static Optional<HttpEntry> of(WiredRoute route) {
    String address = route.entrance().split("\\?", 2)[0];
    if (address.startsWith(REQUESTS)) {
      String path = address.substring(REQUESTS.length());
      return Optional.of(new HttpEntry(route, REQUESTS, path(path)));
    }
    if (address.startsWith(SERVICE)) {
      String verbAndPath = address.substring(SERVICE.length()).replaceFirst("^/*", "");
      String path = verbAndPath.substring(verbAndPath.indexOf(':') + 1).replace(':', '/');
      return Optional.of(new HttpEntry(route, SERVICE, path(path)));
    }
    return Optional.empty();
  }

  private static String path(String written) {
    return Stream.of(written.split("/"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/", "/", ""));
  }
}
