package org.extendrouter.destination;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.extendrouter.health.Concern;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The destinations that are down in the health page, as {@code destinations}, in an application as
 * {@code extendDestinations}. Always UP: an instance taken out of service for them could not even
 * receive.
 */
@Component("extendDestinationsHealthIndicator")
class DestinationsHealthIndicator implements HealthIndicator, Concern {

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
    description.put("downSince", seconds(down.since()));
    description.put("reason", down.reason());
    description.put("nextProbe", seconds(down.nextProbe()));
    description.put("action", action(destination));
    return description;
  }

  @Override
  public List<String> toDo() {
    return destinations.all().stream()
        .flatMap(
            destination -> destination.down().stream().map(down -> sentence(destination, down)))
        .toList();
  }

  private static String sentence(Destination destination, Circuit.Down down) {
    return "the destination of the route %s has been down since %s (%s): %s"
        .formatted(
            destination.routeId(), seconds(down.since()), down.reason(), action(destination));
  }

  private static String action(Destination destination) {
    return "bring back what the route delivers to, or correct the route and restart; what is in %s waits there and is delivered then"
        .formatted(destination.queue());
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
