package org.extendrouter.destination;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.extendrouter.commit.AfterCommit;
import org.extendrouter.commit.DonePolicy;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.MeterNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.redelivery.Redelivery;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts what each route from {@code jms:} has delivered, and how long after it came, whoever wrote
 * the route. It is counted once it is committed: what is rolled back was not delivered. A route
 * that takes events out of the router has a line in the log for each; the router's own say more of
 * theirs.
 */
@Component
final class DeliveredMessages implements RoutePolicyFactory {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveredMessages.class);

  private static final int LONGEST = 200;

  private final RouterRoutes routes;
  private final AfterCommit afterCommit;
  private final Redelivery redelivery;
  private final Clock clock;
  private final MeterRegistry registry;

  DeliveredMessages(
      RouterRoutes routes,
      AfterCommit afterCommit,
      Redelivery redelivery,
      @RouterClock Clock clock,
      MeterRegistry registry) {
    this.routes = routes;
    this.afterCommit = afterCommit;
    this.redelivery = redelivery;
    this.clock = clock;
    this.registry = registry;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode node) {
    return routes.queue(camel, node).map(queue -> new OfRoute(routeId, queue)).orElse(null);
  }

  /**
   * Since the event came or, if it waited for a person, since that decided. A reminder has waited
   * on purpose.
   */
  private Duration taken(Message message) throws JMSException {
    String reviewed = Failure.text(message, HeaderNames.REVIEWED_AT);
    String since = reviewed == null ? Failure.text(message, HeaderNames.RECEIVED_AT) : reviewed;
    if (since == null || message.propertyExists(HeaderNames.REMINDER)) {
      return null;
    }
    try {
      Duration taken = Duration.between(OffsetDateTime.parse(since).toInstant(), clock.instant());
      return taken.isNegative() ? Duration.ZERO : taken;
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  private static String text(Message message, String property) throws JMSException {
    return SafeText.oneLine(Failure.text(message, property), LONGEST);
  }

  private final class OfRoute extends DonePolicy {

    private final String routeId;
    private final boolean leaves;
    private final boolean single;
    private final Counter deliveries;
    private final Counter redeliveries;
    private final Timer seconds;

    OfRoute(String routeId, String queue) {
      this.routeId = routeId;
      this.leaves =
          queue.startsWith(QueueNames.ACCEPT_PREFIX) || !queue.startsWith(QueueNames.PREFIX);
      this.single = !queue.equals(QueueNames.LEDGER);
      this.redeliveries =
          Counter.builder("extend.redeliveries")
              .description("Attempts to deliver a message after the first")
              .tag(MeterNames.ROUTE, routeId)
              .register(registry);
      // The ledger's takes many messages at a time, and would count one.
      this.deliveries =
          single
              ? Counter.builder("extend.deliveries")
                  .description("Messages that a route has delivered")
                  .tag(MeterNames.ROUTE, routeId)
                  .register(registry)
              : null;
      this.seconds =
          single
              ? Timer.builder("extend.delivery")
                  .description("Time from the receipt of an event to its delivery")
                  .tag(MeterNames.ROUTE, routeId)
                  .register(registry)
              : null;
    }

    @Override
    protected void begun(Exchange exchange, Message message) {
      if (exchange.getMessage().getHeader("JMSXDeliveryCount", 1, Integer.class) > 1) {
        redeliveries.increment();
      }
    }

    @Override
    protected void done(Exchange exchange, Message message, Session session) {
      if (single) {
        String handled = handled(exchange);
        afterCommit.run(exchange, () -> delivered(message, handled));
      }
    }

    /** What an error handler took for done, or null: where it put the event nobody else knows. */
    private String handled(Exchange exchange) {
      return leaves && exchange.getExchangeExtension().isFailureHandled()
          ? redelivery.describe(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
          : null;
    }

    private void delivered(Message message, String handled) {
      deliveries.increment();
      try {
        Duration taken = taken(message);
        if (taken != null) {
          seconds.record(taken);
        }
        if (leaves && message.propertyExists(HeaderNames.EVENT_ID)) {
          LOG.info(
              "delivered event={} run={} type={} by route={}{}{}",
              text(message, HeaderNames.EVENT_ID),
              text(message, HeaderNames.RUN_ID),
              text(message, HeaderNames.TYPE),
              routeId,
              taken == null ? "" : String.format(Locale.ROOT, " in %.2fs", taken.toMillis() / 1e3),
              handled == null
                  ? ""
                  : ", although a step failed, which its error handler took for done: " + handled);
        }
      } catch (JMSException e) {
        LOG.debug("a message that was delivered cannot be read", e);
      }
    }
  }
}
