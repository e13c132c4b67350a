package org.extendrouter.check.fault;

import org.extendrouter.text.Addresses;

/**
 * A mistake in an installation.
 *
 * @param place the key, with the file and line it stands in, or the file and line alone
 * @param problem what is wrong
 * @param fix what to write or do instead
 */
public record Fault(String place, String problem, String fix) {

  /** Makes it a fault that tells no secret of an address. */
  public Fault {
    problem = Addresses.withoutSecrets(problem);
  }

  @Override
  public String toString() {
    return "%s: %s: %s".formatted(place, problem, fix);
  }
}
