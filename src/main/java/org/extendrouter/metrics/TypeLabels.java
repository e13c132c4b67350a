package org.extendrouter.metrics;

import java.util.List;
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
   * @return {@code unrouted}, the types that are delivered now, and their branches
   */
  public List<String> all() {
    return Stream.concat(
            Stream.of(UNROUTED),
            delivered().stream().flatMap(to -> Stream.of(to.type(), to.branch())))
        .distinct()
        .toList();
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
    if (delivered.stream().anyMatch(to -> to.type().equals(type) || to.branch().equals(type))) {
      return type;
    }
    // A type that is known by its id may have any name.
    return delivered.stream()
        .filter(to -> to.branch().equals(branch))
        .map(Target::type)
        .findFirst()
        .orElse(UNROUTED);
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
