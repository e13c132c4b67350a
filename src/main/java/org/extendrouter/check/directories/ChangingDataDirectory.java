package org.extendrouter.check.directories;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.KnownKeys;
import org.extendrouter.check.keys.SettingRule;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** A data directory that is another one each time somebody asks for it, and after a restart. */
public final class ChangingDataDirectory implements SettingRule {

  private static final ConfigurationPropertyName KEY = KnownKeys.ROOT.append("data-dir");

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    String once = settings.value(KEY);
    String again = settings.value(KEY);
    return once.equals(again)
        ? Stream.empty()
        : Stream.of(
            settings.fault(
                KEY,
                "is another directory each time it is read (%s, %s), so that its files are in several"
                        .formatted(once, again)
                    + " places and a restart leaves behind what waits",
                "write one that stays the same, without ${random.uuid}; in a test take a @TempDir"));
  }
}
