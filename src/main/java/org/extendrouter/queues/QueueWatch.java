package org.extendrouter.queues;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.connection.BrokerFailure;
import org.extendrouter.inbox.InboxWatch;
import org.extendrouter.names.QueueNames;
import org.extendrouter.retries.Retries;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.taking.ConsumedQueues;
import org.extendrouter.taking.RouterQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts the queues now and then, on a thread of its own, so that neither a scrape nor a health
 * check ever waits for the broker. Gauges are NaN while the broker does not answer.
 */
@Component
public class QueueWatch {

  private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);

  private static final String REFUSED =
      "the broker does not let this user count the queues: give it the permission manage on activemq.management";

  private static final String SILENT =
      "the broker's management does not answer, webhooks are stored all the same: look at the broker's log and its load";

  private static final String OUTDATED =
      "the broker has not answered lately: look at its log, its disk and its load";

  private final BrokerQueues queues;
  private final InboxWatch inbox;
  private final ConsumedQueues consumed;
  private final RouterQueues routerQueues;
  private final UnconsumedQueues unconsumed;
  private final UndeliveredQueues undelivered;
  private final Clock clock;
  private final Duration outdatedAfter;
  private final MultiGauge messages;
  private final MultiGauge ages;

  private volatile Sample last;
  private volatile Instant answered;
  private volatile Instant ready;
  private volatile boolean silent;
  private volatile boolean ends;
  private volatile long looks;

  /** The queues that the broker had when it answered last. */
  private volatile Set<String> seen = Set.of();

  QueueWatch(
      BrokerQueues queues,
      InboxWatch inbox,
      ConsumedQueues consumed,
      RouterQueues routerQueues,
      UnconsumedQueues unconsumed,
      UndeliveredQueues undelivered,
      BrokerProperties properties,
      MeterRegistry registry,
      @RouterClock Clock clock) {
    this.queues = queues;
    this.inbox = inbox;
    this.consumed = consumed;
    this.routerQueues = routerQueues;
    this.unconsumed = unconsumed;
    this.undelivered = undelivered;
    this.clock = clock;
    this.outdatedAfter = properties.watchInterval().plus(properties.callTimeout()).multipliedBy(2);
    this.last = new Sample(0, clock.instant(), Collections.emptySortedMap(), null, null);
    this.answered = last.at();
    Gauge.builder("extend.broker.down", this, QueueWatch::down)
        .description("How long the broker has not answered; 0 while it does")
        .baseUnit("seconds")
        .register(registry);
    this.messages =
        MultiGauge.builder("extend.queue.messages")
            .description("What is in a queue: ready, being worked on, or waiting to be tried again")
            .baseUnit("messages")
            .register(registry);
    this.ages =
        MultiGauge.builder("extend.queue.oldest.age")
            .description("Age of the oldest message in a queue; 0 if it is empty")
            .baseUnit("seconds")
            .register(registry);
  }

  /** Asks the broker. */
  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  void look() {
    // To count them may take long.
    inbox.look();
    looks = looks + 1;
    try {
      SortedMap<String, QueueDepth> depths = queues.depths();
      answered(new Sample(looks, clock.instant(), depths, null, null));
      seen = depths.keySet();
      unconsumed.look(depths);
      undelivered.look(depths);
      silent = false;
    } catch (ManagementRefusedException e) {
      notCounted(REFUSED, e);
      silent = false;
    } catch (JmsException e) {
      if (ends) {
        return;
      }
      if (inbox.lookClosely().isPresent()) {
        last = nothing(null, BrokerFailure.describe(e));
        silent = false;
      } else if (silent) {
        notCounted(SILENT, e);
      } else {
        // It may have gone or come back meanwhile; the next look tells.
        silent = true;
      }
    }
    if (!ends) {
      register();
    }
  }

  /** A broker that is silent may keep a look waiting until nothing it needs is there any more. */
  @EventListener(ContextClosedEvent.class)
  void end() {
    ends = true;
  }

  /** What the start takes until the first look is not the broker's silence. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    ready = clock.instant();
    answered = last.look() == 0 ? ready : answered;
  }

  /** A broker that is not there yet has queues all the same, and so has one not asked yet. */
  @EventListener(ApplicationReadyEvent.class)
  void register() {
    Set<String> names = names();
    messages.register(rows(names, this::messages));
    ages.register(rows(names, this::age));
    unconsumed.register(names);
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(seen);
    names.add(QueueNames.DEAD_LETTERS);
    names.addAll(QueueNames.BROWSED);
    consumed.names().stream().filter(routerQueues::isCounted).forEach(names::add);
    return names;
  }

  /**
   * Whether the router has no queue of a name.
   *
   * @param queue the name
   * @return the names there are, in a sentence; empty if it has such a queue
   */
  public Optional<String> unknown(String queue) {
    Set<String> names = names();
    names.addAll(consumed.names());
    return names.contains(queue)
        ? Optional.empty()
        : Optional.of(
            "no queue is named %s; there are %s".formatted(queue, String.join(", ", names)));
  }

  private void notCounted(String why, RuntimeException failure) {
    if (!why.equals(last.notCounted())) {
      LOG.warn(
          "the queues are not counted, their metrics are NaN: {}: {}",
          why,
          BrokerFailure.describe(failure));
    }
    answered(nothing(why, null));
  }

  private Sample nothing(String notCounted, String gone) {
    return new Sample(looks, clock.instant(), Collections.emptySortedMap(), notCounted, gone);
  }

  private void answered(Sample sample) {
    answered = sample.at();
    last = sample;
  }

  /**
   * What the last look saw.
   *
   * @return one that saw no broker if it is too long ago to be believed
   */
  Sample last() {
    Sample sample = last;
    Instant since = sample.look() == 0 ? ready : sample.at();
    return since != null && since.plus(outdatedAfter).isBefore(clock.instant())
        ? new Sample(sample.look(), sample.at(), Collections.emptySortedMap(), null, OUTDATED)
        : sample;
  }

  /**
   * Why nobody need ask the broker now: it did not answer the last look, or that look goes on and
   * on. A broker whose management refuses or does not answer may still answer other questions.
   *
   * @return the reason on one line; nothing if the broker is there
   */
  public Optional<String> brokerGone() {
    return Optional.ofNullable(last().gone());
  }

  /**
   * The messages that failed and wait for their next attempt, or are being delivered.
   *
   * @return what the last look saw of them, by the name of each queue
   */
  public SortedMap<String, Retries> retries() {
    SortedMap<String, Retries> retries = new TreeMap<>();
    last().depths().forEach((queue, depth) -> retries.put(queue, depth.retries()));
    return retries;
  }

  /**
   * Whether a queue is known to be empty: nothing in it is ready, being worked on by any router, or
   * waiting for its next attempt.
   *
   * @param queue its name
   * @return the number of the last look if that saw it empty; a look with a number higher by two
   *     than one that is known now has not begun yet. Nothing if there is a message, or if it is
   *     not known
   */
  public OptionalLong emptyAt(String queue) {
    Sample sample = last();
    QueueDepth depth = sample.depths().get(queue);
    return depth != null && depth.messages() == 0
        ? OptionalLong.of(sample.look())
        : OptionalLong.empty();
  }

  private double down() {
    return brokerGone().isPresent() ? secondsSince(answered) : 0;
  }

  private double secondsSince(Instant then) {
    return Math.max(0, Duration.between(then, clock.instant()).toMillis() / 1000.0);
  }

  /**
   * The age of what is oldest in a queue.
   *
   * @param depth the queue
   * @return in seconds, 0 if it is empty
   */
  double age(QueueDepth depth) {
    return depth.oldest() == null ? 0 : secondsSince(depth.oldest());
  }

  /**
   * How much is in a queue.
   *
   * @param queue its name
   * @return what the last look saw; NaN if it could not count
   */
  public double messages(String queue) {
    return gauge(queue, depth -> (double) depth.messages());
  }

  private double age(String queue) {
    return gauge(queue, this::age);
  }

  private double gauge(String queue, ToDoubleFunction<QueueDepth> value) {
    SortedMap<String, QueueDepth> depths = last().depths();
    QueueDepth depth = depths.get(queue);
    if (depth == null) {
      // What the broker does not have yet, holds nothing.
      return depths.isEmpty() ? Double.NaN : 0;
    }
    return value.applyAsDouble(depth);
  }

  static List<Row<?>> rows(Collection<String> names, ToDoubleFunction<String> value) {
    return names.stream()
        .<Row<?>>map(queue -> Row.of(Tags.of("queue", queue), queue, value))
        .toList();
  }

  /**
   * One look at the broker.
   *
   * @param look its number, from 1
   * @param at when
   * @param depths what it saw
   * @param notCounted why it saw nothing of a broker that stores webhooks, and what to do; null if
   *     it did
   * @param gone why it saw no broker at all; null if it did
   */
  record Sample(
      long look,
      Instant at,
      SortedMap<String, QueueDepth> depths,
      String notCounted,
      String gone) {}
}
