package org.extendrouter.destination;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsConsumer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.support.RoutePolicySupport;
import org.extendrouter.commit.ExchangeFailure;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.redelivery.Redelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/**
 * Where one route delivers. While that is down the route's consumer is suspended, and a few
 * messages, one at a time, probe it: what has failed and waits for its next attempt is held in the
 * broker's memory, what waits in the queue is on disk.
 *
 * <p>Camel's {@code ThrottlingExceptionRoutePolicy} counts failures, not messages, so that one
 * poison message would suspend a branch, and does not see a rollback as a failure.
 */
final class Destination extends RoutePolicySupport {

  private static final Logger LOG = LoggerFactory.getLogger(Destination.class);

  /** What {@link HeaderNames#UNDELIVERED} says of a message that has tried nothing here. */
  private static final String UNTRIED = "untried";

  private final String routeId;
  private final Circuit circuit;
  private final Clock clock;
  private final Redelivery redelivery;
  private final BooleanSupplier knownDown;
  private final Function<String, OptionalLong> emptyAt;

  /** How many consumers the route has while its destination is up; null while it has them. */
  private Consumers withheld;

  private volatile Route route;

  private record Consumers(int least, int most) {}

  Destination(
      String routeId,
      Duration firstPause,
      Clock clock,
      Redelivery redelivery,
      BooleanSupplier knownDown,
      Function<String, OptionalLong> emptyAt) {
    this.routeId = routeId;
    this.circuit = new Circuit(clock, firstPause);
    this.clock = clock;
    this.redelivery = redelivery;
    this.knownDown = knownDown;
    this.emptyAt = emptyAt;
  }

  String routeId() {
    return routeId;
  }

  String queue() {
    return route != null && route.getEndpoint() instanceof JmsEndpoint endpoint
        ? endpoint.getDestinationName()
        : "";
  }

  Optional<Circuit.Down> down() {
    return circuit.down();
  }

  /** How long it has been down, in seconds; 0 if it is up. */
  double secondsDown() {
    return down()
        .map(down -> Duration.between(down.since(), clock.instant()).toMillis() / 1000.0)
        .orElse(0.0);
  }

  @Override
  public void onInit(Route initiated) {
    super.onInit(initiated);
    route = initiated;
  }

  /** Its consumers are new ones, and nobody knows how the destination is now. */
  @Override
  public synchronized void onStart(Route started) {
    withheld = null;
    circuit.reset();
  }

  @Override
  public synchronized void onStop(Route stopped) {
    circuit.reset();
  }

  /** The route may change the headers. */
  @Override
  public void onExchangeBegin(Route from, Exchange exchange) {
    exchange.setProperty(
        HeaderNames.FIRST_ATTEMPT,
        exchange.getMessage().getHeader("JMSXDeliveryCount", 1, Integer.class) <= 1);
    exchange.setProperty(HeaderNames.MESSAGE_ID, exchange.getMessage().getHeader("JMSMessageID"));
  }

  @Override
  public synchronized void onExchangeDone(Route from, Exchange exchange) {
    try {
      if (exchange.getException() != null || exchange.isRollbackOnly()) {
        failed(exchange);
      } else if (!UNTRIED.equals(exchange.getProperty(HeaderNames.UNDELIVERED))) {
        Optional<Duration> wasDown = circuit.succeeded();
        if (wasDown.isPresent()) {
          resumeConsumers();
          LOG.info(
              "resumed {}, a message of {} got through: it was down for {} s",
              routeId,
              queue(),
              wasDown.get().toSeconds());
        }
      }
    } catch (Exception e) {
      handleException(e);
    }
  }

  /**
   * Lets messages go to a destination that is down, one at a time, if it is time for that. It is
   * not down any longer once there are none: nobody would ever find out.
   */
  synchronized void probe() {
    // What an operator stopped or suspended is not ours to resume.
    if (circuit.down().isEmpty()
        || !route.getCamelContext().getStatus().isStarted()
        || !controller(route).getRouteStatus(routeId).isStarted()
        || knownDown.getAsBoolean()) {
      return;
    }
    try {
      Optional<Duration> wasDown = circuit.looked(emptyAt.apply(queue()));
      if (wasDown.isPresent()) {
        resumeConsumers();
        LOG.info(
            "resumed {}, nothing is left in {} that could show whether it is still down: it counted as down for {} s",
            routeId,
            queue(),
            wasDown.get().toSeconds());
      } else if (circuit.probe()) {
        resumeOrStartConsumer(route.getConsumer());
      }
    } catch (Exception e) {
      handleException(e);
    }
  }

  private void failed(Exchange exchange) throws Exception {
    Throwable cause = ExchangeFailure.of(exchange);
    String reason = cause == null ? "rolled back" : redelivery.describe(cause);
    boolean wasUp = circuit.down().isEmpty();
    boolean enough =
        circuit.failed(
            exchange.getProperty(HeaderNames.MESSAGE_ID, "", String.class),
            exchange.getProperty(HeaderNames.FIRST_ATTEMPT, true, Boolean.class),
            reason);
    boolean known = !enough && knownDown.getAsBoolean();
    if (!enough && !known) {
      return;
    }
    if (known) {
      circuit.trip(reason);
    }
    suspendConsumer();
    if (wasUp && known) {
      LOG.warn(
          "suspended {}, what it writes to is down: what is in {} waits there, and is written once it is back; the failure was {}",
          routeId,
          queue(),
          reason);
    } else if (wasUp) {
      circuit
          .down()
          .ifPresent(
              down ->
                  LOG.warn(
                      "suspended {}, {} messages of {} failed in a row: the rest waits there, some are tried at {} and again and again until one gets through; the last failure was {}",
                      routeId,
                      Circuit.FAILURES,
                      queue(),
                      down.nextProbe().truncatedTo(ChronoUnit.SECONDS),
                      reason));
    }
  }

  private void suspendConsumer() throws Exception {
    DefaultMessageListenerContainer container = container();
    if (container != null && withheld == null) {
      // A probe that fails must not have more messages scheduled for their next attempt than it
      // needs.
      withheld =
          new Consumers(container.getConcurrentConsumers(), container.getMaxConcurrentConsumers());
      container.setConcurrentConsumers(1);
      container.setMaxConcurrentConsumers(1);
    }
    suspendOrStopConsumer(route.getConsumer());
  }

  private void resumeConsumers() throws Exception {
    DefaultMessageListenerContainer container = container();
    if (container != null && withheld != null) {
      container.setMaxConcurrentConsumers(withheld.most());
      container.setConcurrentConsumers(withheld.least());
    }
    withheld = null;
    resumeOrStartConsumer(route.getConsumer());
  }

  private DefaultMessageListenerContainer container() throws Exception {
    return route.getConsumer() instanceof JmsConsumer consumer
            && consumer.getListenerContainer() instanceof DefaultMessageListenerContainer container
        ? container
        : null;
  }
}
