package org.extendrouter.check.fault;

/**
 * A mistake in an installation.
 *
 * @param place the key, with the file and line it stands in, or the file and line alone
 * @param problem what is wrong
 * @param fix what to write or do instead
 */
public record Fault(String place, String problem, String fix) {

  @Override
  public String toString() {
    return "%s: %s: %s".formatted(place, problem, fix);
  }
}
