package org.extendrouter.connection;

import jakarta.annotation.PreDestroy;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.ExchangeException;
import org.extendrouter.schedule.Pauses;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A time during which the broker takes no webhooks or delivers no messages. The log has a line when
 * it begins, one a minute with the number of webhooks, and one when it ends, however many webhooks
 * and consumers meet it.
 */
@Component("extendOutage")
public final class Outage implements BrokerCheck {

  static final Duration COUNTED_EVERY = Duration.ofMinutes(1);

  /** Longer than a consumer waits before it tries to receive again. */
  static final Duration CALM = Duration.ofSeconds(10);

  /** How long a webhook that failed is believed if none comes after it. */
  static final Duration BELIEVED = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final Clock clock;

  private Instant since;
  private Instant counted;
  private Instant lastFailure;
  private String cause;
  private String brokerProblem;
  private long rejected;
  private long rejectedBefore;
  private volatile Instant lastRejected;

  /** Whether the webhook that failed last did so for want of a broker that answers. */
  private boolean unanswered;

  Outage(@RouterClock Clock clock) {
    this.clock = clock;
  }

  /**
   * A webhook could not be stored, and is answered 503.
   *
   * @param failure why
   */
  public synchronized void notStored(@ExchangeException Throwable failure) {
    lastRejected = clock.instant();
    unanswered = BrokerFailure.isNoAnswer(failure);
    fails(reason(failure));
    rejected++;
  }

  /** A webhook was stored. */
  public void stored() {
    if (lastRejected != null) {
      lastRejected = null;
    }
  }

  /**
   * A consumer cannot receive. Each of them says so again and again.
   *
   * @param failure why
   */
  public synchronized void onException(JMSException failure) {
    fails(reason(failure));
  }

  /** Of a broker that is known to be in trouble, it is a consequence. */
  private String reason(Throwable failure) {
    return brokerProblem == null ? BrokerFailure.describe(failure) : brokerProblem;
  }

  /**
   * The broker does not answer, or cannot store.
   *
   * @param problem why, on one line
   */
  public synchronized void brokerFails(String problem) {
    brokerProblem = problem;
    fails(problem);
  }

  /**
   * The broker answers and can store, as far as can be seen without a webhook.
   *
   * @param asked when it was asked
   */
  public synchronized void brokerAnswers(Instant asked) {
    if (brokerProblem != null || isRefuted(lastRejected, asked)) {
      brokerProblem = null;
      lastRejected = null;
    }
    if (since != null && isOlder(lastFailure, CALM) && !isBelieved(lastRejected)) {
      LOG.info(
          "outage over after {} s; webhooks answered 503: {}; Extend sends them again",
          seconds(since),
          rejected);
      since = null;
    }
  }

  @Override
  public synchronized Optional<String> problem() {
    if (brokerProblem != null) {
      return Optional.of(brokerProblem);
    }
    return isBelieved(lastRejected) ? Optional.of(cause) : Optional.empty();
  }

  /** Writes the line of a minute. */
  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedRate = 5_000)
  synchronized void count() {
    if (since != null && isOlder(counted, COUNTED_EVERY)) {
      LOG.warn(
          "outage goes on for {} s; webhooks answered 503: {} in the last minute, {} in all; {}",
          seconds(since),
          rejected - rejectedBefore,
          rejected,
          cause);
      rejectedBefore = rejected;
      counted = clock.instant();
    }
  }

  @PreDestroy
  synchronized void end() {
    if (since != null) {
      LOG.warn(
          "outage not over after {} s, the router stops; webhooks answered 503: {}; {}",
          seconds(since),
          rejected,
          cause);
    }
  }

  private void fails(String why) {
    cause = why;
    lastFailure = clock.instant();
    if (since == null) {
      since = lastFailure;
      counted = lastFailure;
      rejected = 0;
      rejectedBefore = 0;
      LOG.error(
          "outage begins, webhooks that cannot be stored are answered 503 so that Extend sends them again: {}",
          why);
    }
  }

  /** A load balancer sends no webhook that could tell, while this one is believed. */
  private boolean isRefuted(Instant failure, Instant asked) {
    return unanswered && failure != null && failure.isBefore(asked);
  }

  private boolean isBelieved(Instant failure) {
    return failure != null && !isOlder(failure, BELIEVED);
  }

  private boolean isOlder(Instant then, Duration age) {
    return !Pauses.goesOn(then.plus(age), age, clock.instant());
  }

  private long seconds(Instant begin) {
    // A clock that was set back tells no time.
    return Math.max(0, Duration.between(begin, clock.instant()).toSeconds());
  }
}
