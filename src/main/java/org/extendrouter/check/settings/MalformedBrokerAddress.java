package org.extendrouter.check.settings;

import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** An address of a broker without a scheme, on which Artemis fails without a word. */
final class MalformedBrokerAddress implements SettingRule {

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    String key = Installation.brokerAddressKey(settings.environment());
    String address = settings.environment().getProperty(key, "");
    return address.isEmpty() || address.contains("://")
        ? Stream.empty()
        : Stream.of(
            settings.fault(
                ConfigurationPropertyName.of(key),
                "is not the address of a broker",
                "write it as tcp://broker.example.com:61616"));
  }
}
