package org.extendrouter.check.settings;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.KnownKeys;
import org.extendrouter.check.keys.SettingRule;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** The switch of a library, used on the router's own process. */
final class RouterTurnedOff implements SettingRule {

  private static final ConfigurationPropertyName KEY = KnownKeys.ROOT.append("enabled");

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    String value = settings.environment().getProperty(KEY.toString(), "true");
    return "true".equalsIgnoreCase(value)
        ? Stream.empty()
        : Stream.of(
            settings.fault(
                KEY, "turns off the router, which is all that runs in this process", "remove it"));
  }
}
