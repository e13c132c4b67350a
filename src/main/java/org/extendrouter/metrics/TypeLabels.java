package org.extendrouter.metrics;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.extendrouter.triage.DeliveredTypes;
import org.extendrouter.triage.DeliveredTypes.Target;
import org.springframework.stereotype.Component;

/**
 * By what names meters know the types of runs: those that are delivered, and one for all others, so
 * that no event makes a new time series.
 */
@Component
public final class TypeLabels {

  /** All types without a route, and runs without a type. */
  static final String UNROUTED = "unrouted";

  private final DeliveredTypes types;
  private final CamelContext camel;

  private volatile Known known = new Known(-1, List.of());

  TypeLabels(DeliveredTypes types, CamelContext camel) {
    this.types = types;
    this.camel = camel;
  }

  private record Known(int routes, List<Target> types) {}

  /**
   * All names.
   *
   * @return {@code unrouted}, then the types that are delivered now
   */
  public List<String> all() {
    return Stream.concat(Stream.of(UNROUTED), delivered().stream().map(Target::type)).toList();
  }

  /**
   * The name for a run's type.
   *
   * @param type its type; may be null
   * @param branch the branch of that; may be null
   * @return one of {@link #all}
   */
  public String of(String type, String branch) {
    List<Target> delivered = delivered();
    return first(delivered, target -> target.type().equals(type))
        .or(() -> first(delivered, target -> target.branch().equals(branch)))
        .map(Target::type)
        .orElse(UNROUTED);
  }

  private static Optional<Target> first(List<Target> delivered, Predicate<Target> wanted) {
    return delivered.stream().filter(wanted).findFirst();
  }

  /** Asked for each run; the types change with the routes alone. */
  private List<Target> delivered() {
    int routes = camel.getRoutesSize();
    Known now = known;
    if (now.routes() != routes) {
      now = new Known(routes, types.all());
      known = now;
    }
    return now.types();
  }
}
