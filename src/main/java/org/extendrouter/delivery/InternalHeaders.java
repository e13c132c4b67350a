package org.extendrouter.delivery;

import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Keeps the router's own headers, the broker's and Camel's inside: a system that is posted to, or a
 * person who gets mail, sees none of them. A route that wants one outside sets it under another
 * name.
 *
 * @param plain what else the component keeps in or out
 */
record InternalHeaders(HeaderFilterStrategy plain) implements HeaderFilterStrategy {

  private static final String[] PREFIXES = {"Extend", "JMS", "Camel", "_AMQ", "__AMQ"};

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return isInternal(name) || plain.applyFilterToCamelHeaders(name, value, exchange);
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return isInternal(name) || plain.applyFilterToExternalHeaders(name, value, exchange);
  }

  private static boolean isInternal(String name) {
    return Stream.of(PREFIXES)
        .anyMatch(prefix -> name.regionMatches(true, 0, prefix, 0, prefix.length()));
  }
}
