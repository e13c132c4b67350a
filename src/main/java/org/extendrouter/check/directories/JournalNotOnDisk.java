package org.extendrouter.check.directories;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.springframework.core.convert.ConversionException;

/** An embedded broker that forgets. In an application the setting is that of another broker. */
public final class JournalNotOnDisk implements SettingRule {

  private static final String PERSISTENT = "spring.artemis.embedded.persistent";

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    return isPersistent(settings)
        ? Stream.empty()
        : Stream.of(
            new Fault(
                PERSISTENT,
                "is false, so that events that were answered 200 are gone when the process ends",
                "remove it"));
  }

  /** What is neither true nor false is told where it is bound. */
  private static boolean isPersistent(BoundSettings settings) {
    try {
      return settings.environment().getProperty(PERSISTENT, Boolean.class, true);
    } catch (ConversionException told) {
      return true;
    }
  }
}
