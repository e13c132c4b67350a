package org.extendrouter.check.fault;

import java.util.List;
import java.util.stream.Collectors;

/** Stops a start because of mistakes in the installation. */
public final class FaultsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Stops a start.
   *
   * @param faults what is wrong; at least one
   */
  public FaultsException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
  }
}
