package org.extendrouter.check.settings;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;

/** Something that must not be in the settings, and that binding them does not find. */
interface SettingRule {

  /**
   * Looks for it.
   *
   * @param settings the settings
   * @return what is wrong; empty if nothing is
   */
  Stream<Fault> faults(BoundSettings settings);
}
