package org.extendrouter.overdue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.extendrouter.commit.DonePolicy;
import org.extendrouter.redelivery.Redelivery;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.schedule.RouterClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Remembers what messages failed on at this router since its start: the broker knows that one waits
 * for its next attempt, and not why.
 */
@Component
public final class FailedAttempts implements RoutePolicyFactory {

  private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);

  /** Some hundred bytes each. While more fail, those that were tried last are told. */
  private static final int MOST = 1000;

  /** Longer than the pause between two looks at the queues is by default. */
  private static final Duration LATELY = Duration.ofMinutes(1);

  private final RouterRoutes routes;
  private final Redelivery redelivery;
  private final Clock clock;

  /** The one that failed longest ago is the first. */
  private final Map<String, LastFailure> byMessage = new LinkedHashMap<>();

  FailedAttempts(RouterRoutes routes, Redelivery redelivery, @RouterClock Clock clock) {
    this.routes = routes;
    this.redelivery = redelivery;
    this.clock = clock;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode node) {
    return routes.takeFromQueue(camel, node) ? new Watch() : null;
  }

  /**
   * Why a message waits for its next attempt.
   *
   * @param messageId its JMS message id
   * @return empty if that is not known, as after a start, or where another router has tried it
   */
  public Optional<LastFailure> of(String messageId) {
    synchronized (byMessage) {
      return Optional.ofNullable(byMessage.get(messageId));
    }
  }

  /**
   * Messages that failed a moment ago: a look at the queues sees one that goes from its attempt to
   * the next as neither.
   *
   * @param queue where they were taken from
   * @return by their JMS message ids; what is there no more is left out
   */
  Map<String, LastFailure> lately(String queue) {
    Instant after = clock.instant().minus(LATELY);
    Map<String, LastFailure> found = new LinkedHashMap<>();
    synchronized (byMessage) {
      byMessage.forEach(
          (messageId, failure) -> {
            if (!failure.over() && failure.queue().equals(queue) && failure.at().isAfter(after)) {
              found.put(messageId, failure);
            }
          });
    }
    return found;
  }

  private void remember(Message message, String reason) throws JMSException {
    String messageId = message.getJMSMessageID();
    int attempt = attempt(message);
    Instant put = Instant.ofEpochMilli(message.getJMSTimestamp());
    Instant now = clock.instant();
    Queue from = message.getJMSDestination() instanceof Queue queue ? queue : null;
    boolean givenUp = from != null && redelivery.isExhausted(from, attempt);
    synchronized (byMessage) {
      LastFailure before = byMessage.remove(messageId);
      // Earlier attempts were at another router, or before the start.
      Instant unknown = attempt > 1 ? put : now;
      byMessage.put(
          messageId,
          new LastFailure(
              attempt,
              reason,
              from == null ? "" : from.getQueueName(),
              put,
              before == null ? unknown : before.since(),
              now,
              givenUp));
      if (byMessage.size() > MOST) {
        byMessage.remove(byMessage.keySet().iterator().next());
      }
    }
  }

  /** One that is over stays known: the last look may still show it as waiting. */
  private void end(Message message) throws JMSException {
    String messageId = message.getJMSMessageID();
    int attempt = attempt(message);
    synchronized (byMessage) {
      byMessage.computeIfPresent(
          messageId, (id, last) -> last.attempt() == attempt ? last : last.asOver());
    }
  }

  private static int attempt(Message message) throws JMSException {
    return message.getIntProperty("JMSXDeliveryCount");
  }

  private final class Watch extends DonePolicy {

    @Override
    protected void failed(Exchange exchange, Message message) {
      try {
        remember(message, redelivery.reason(exchange));
      } catch (JMSException e) {
        LOG.debug("a failure is not remembered", e);
      }
    }

    @Override
    protected void ended(Message message) {
      try {
        end(message);
      } catch (JMSException e) {
        LOG.debug("the end of an attempt is not remembered", e);
      }
    }
  }
}
