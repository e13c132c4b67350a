package org.extendrouter.check.trial;

import java.util.Optional;
import org.apache.camel.LineNumberAware;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.routes.RouteFile;

/** Something that fails if a part of a route file is wrong. */
interface Attempt {

  /** Tries it. */
  void run() throws Exception;

  /**
   * Tries something.
   *
   * @param file the file
   * @param part the part of it
   * @param attempt what may fail
   * @return why it has failed; empty if it has not
   */
  static Optional<Fault> fault(RouteFile file, LineNumberAware part, Attempt attempt) {
    try {
      attempt.run();
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(CamelFailure.fault(file, part, e));
    }
  }
}
