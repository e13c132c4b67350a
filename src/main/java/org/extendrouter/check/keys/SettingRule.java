package org.extendrouter.check.keys;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;

/** Something that must not be in the settings, and that binding them does not find. */
public interface SettingRule {

  /**
   * Looks for it.
   *
   * @param settings the settings
   * @return what is wrong; empty if nothing is
   */
  Stream<Fault> faults(BoundSettings settings);
}
