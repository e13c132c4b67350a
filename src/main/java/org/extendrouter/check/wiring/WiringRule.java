package org.extendrouter.check.wiring;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;

/** Something that must not be in the way routes are connected. */
public interface WiringRule {

  /**
   * Looks for it.
   *
   * @param wiring how the routes are connected
   * @return what is wrong; empty if nothing is
   */
  default Stream<Fault> faults(Wiring wiring) {
    return Stream.empty();
  }

  /**
   * Looks for what may be right, for example with a broker that others use, too.
   *
   * @param wiring how the routes are connected
   * @return what may be wrong; empty if nothing may
   */
  default Stream<Fault> warnings(Wiring wiring) {
    return Stream.empty();
  }
}
