package org.extendrouter.overdue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.extendrouter.commit.DonePolicy;
import org.extendrouter.health.Concern;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What routes have been working on for long. A step that waits for an answer which does not come
 * fails never, and the consumer of its message keeps what it has fetched ahead.
 */
@Component
final class LongDeliveries implements RoutePolicyFactory, Concern {

  private static final Logger LOG = LoggerFactory.getLogger(LongDeliveries.class);

  /** No time limit of the router's own steps is as long. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final int LONGEST_ID = 200;

  private static final String ADVICE =
      "a step may wait for an answer that does not come, and some of the messages behind it wait, too: give the step a time limit and restart the router, which delivers it again";

  private final RouterRoutes routes;
  private final Clock clock;

  private final Map<Message, Work> inWork = new ConcurrentHashMap<>();

  LongDeliveries(RouterRoutes routes, @RouterClock Clock clock) {
    this.routes = routes;
    this.clock = clock;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode node) {
    return routes.takeFromQueue(camel, node) ? new Watch() : null;
  }

  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedDelay = 1000)
  void look() {
    inWork.forEach(
        (message, work) -> {
          if (!work.told() && isLong(work) && inWork.replace(message, work, work.asTold())) {
            LOG.warn(
                "in work for {} min event={} run={} by route={}: {}",
                LONG.toMinutes(),
                work.event(),
                work.run(),
                work.routeId(),
                ADVICE);
          }
        });
  }

  @Override
  public List<String> toDo() {
    return inWork.values().stream()
        .filter(this::isLong)
        .collect(Collectors.groupingBy(Work::routeId))
        .values()
        .stream()
        .map(LongDeliveries::sentence)
        .sorted()
        .toList();
  }

  private boolean isLong(Work work) {
    return Duration.between(work.since(), clock.instant()).compareTo(LONG) >= 0;
  }

  private static String sentence(List<Work> works) {
    Work first = works.stream().min(Comparator.comparing(Work::since)).orElseThrow();
    return "the route %s has been working on event=%s run=%s since %s%s: %s"
        .formatted(
            first.routeId(),
            first.event(),
            first.run(),
            first.since().truncatedTo(ChronoUnit.SECONDS),
            works.size() == 1 ? "" : ", and on %d more for long".formatted(works.size() - 1),
            ADVICE);
  }

  /** A message that a route works on. */
  private record Work(String routeId, Message message, Instant since, boolean told) {

    Work asTold() {
      return new Work(routeId, message, since, true);
    }

    String event() {
      return text(HeaderNames.EVENT_ID);
    }

    String run() {
      return text(HeaderNames.RUN_ID);
    }

    private String text(String property) {
      try {
        return SafeText.oneLine(Failure.text(message, property), LONGEST_ID);
      } catch (JMSException e) {
        return "";
      }
    }
  }

  private final class Watch extends DonePolicy {

    @Override
    protected void begun(Exchange exchange, Message message) {
      String routeId = exchange.getFromRouteId();
      inWork.put(message, new Work(routeId, message, clock.instant(), false));
    }

    @Override
    protected void ended(Message message) {
      inWork.remove(message);
    }
  }
}
