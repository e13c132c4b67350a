package org.extendrouter.check.process;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.tracing.collector.TracingSwitch;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** Somewhere that traces are to go to and cannot. */
public final class UnusableCollector implements SettingRule {

  private static final String TRANSPORT = "management.otlp.tracing.transport";

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    Environment environment = settings.environment();
    if (!Installation.isStandalone(environment) || !TracingSwitch.isOn(environment)) {
      return Stream.empty();
    }
    if ("grpc".equalsIgnoreCase(environment.getProperty(TRANSPORT))) {
      return Stream.of(
          fault(settings, TRANSPORT, "is not there: the router sends traces by HTTP", "remove it"));
    }
    return isAddress(environment.getProperty(TracingSwitch.ENDPOINT, ""))
        ? Stream.empty()
        : Stream.of(
            fault(
                settings,
                TracingSwitch.ENDPOINT,
                "is not the address of a collector",
                "write it as http://collector.example.com:4318/v1/traces"));
  }

  private static boolean isAddress(String endpoint) {
    try {
      URI address = new URI(endpoint);
      return address.getHost() != null && List.of("http", "https").contains(address.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Fault fault(BoundSettings settings, String key, String problem, String fix) {
    return new Fault(settings.places().place(ConfigurationPropertyName.of(key)), problem, fix);
  }
}
