package org.extendrouter.check.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** The ports that the router listens on. */
final class Ports {

  private static final ConfigurationPropertyName SERVER =
      ConfigurationPropertyName.of("server.port");
  private static final ConfigurationPropertyName MANAGEMENT =
      ConfigurationPropertyName.of("management.server.port");
  private static final ConfigurationPropertyName MANAGEMENT_ADDRESS =
      ConfigurationPropertyName.of("management.server.address");
  private static final int HIGHEST = 65535;

  private Ports() {}

  static Stream<Fault> faults(BoundSettings settings) {
    List<Fault> faults = new ArrayList<>();
    for (ConfigurationPropertyName name : List.of(SERVER, MANAGEMENT)) {
      Integer port = port(name, settings);
      if (port != null && (port > HIGHEST || port < (name.equals(SERVER) ? 0 : -1))) {
        faults.add(settings.fault(name, port + " is not a port", "set one from 1 to " + HIGHEST));
      }
    }
    Integer server = port(SERVER, settings);
    // With an address of its own, as shipped, the management port cannot be shared.
    if (faults.isEmpty()
        && !settings.value(MANAGEMENT_ADDRESS).isEmpty()
        && server != null
        && server > 0
        && server.equals(port(MANAGEMENT, settings))) {
      faults.add(
          settings.fault(
              MANAGEMENT,
              "%d is server.port, too, which is for webhooks alone".formatted(server),
              "give the management port a number of its own, for example %d"
                  .formatted(server == HIGHEST ? server - 1 : server + 1)));
    }
    return faults.stream();
  }

  /** One that cannot be read is told as such. */
  private static Integer port(ConfigurationPropertyName name, BoundSettings settings) {
    String value = settings.value(name);
    return !settings.failed().contains(name) && value.strip().matches("-?\\d{1,9}")
        ? Integer.valueOf(value.strip())
        : null;
  }
}
