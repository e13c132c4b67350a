package org.extendrouter.destination;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The destinations that are down in the health page, as {@code destinations}, in an application as
 * {@code extendDestinations}. Always UP: an instance taken out of service for them could not even
 * receive.
 */
@Component("extendDestinationsHealthIndicator")
class DestinationsHealthIndicator implements HealthIndicator {

  private final DestinationWatch destinations;

  DestinationsHealthIndicator(DestinationWatch destinations) {
    this.destinations = destinations;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (Destination destination : destinations.all()) {
      destination
          .down()
          .ifPresent(down -> health.withDetail(destination.routeId(), describe(destination, down)));
    }
    return health.build();
  }

  private static Map<String, Object> describe(Destination destination, Circuit.Down down) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("downSince", down.since().truncatedTo(ChronoUnit.SECONDS).toString());
    description.put("reason", down.reason());
    description.put("nextProbe", down.nextProbe().truncatedTo(ChronoUnit.SECONDS).toString());
    description.put(
        "action",
        "bring back what the route delivers to, or correct the route and restart; what is in %s waits there and is delivered then"
            .formatted(destination.queue()));
    return description;
  }
}
