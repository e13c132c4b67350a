package org.extendrouter.queues;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.broker.EmbeddedBroker;
import org.extendrouter.connection.BrokerCheck;
import org.extendrouter.connection.BrokerFailure;
import org.extendrouter.connection.Outage;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
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

  private final BrokerQueues queues;
  private final ObjectProvider<EmbeddedBroker> embedded;
  private final ObjectProvider<InboxProbe> probe;
  private final UnconsumedQueues unconsumed;
  private final Outage outage;
  private final Clock clock;
  private final Duration outdatedAfter;
  private final MultiGauge messages;
  private final MultiGauge ages;

  private volatile Sample last;

  QueueWatch(
      BrokerQueues queues,
      ObjectProvider<EmbeddedBroker> embedded,
      ObjectProvider<InboxProbe> probe,
      UnconsumedQueues unconsumed,
      Outage outage,
      BrokerProperties properties,
      MeterRegistry registry,
      @RouterClock Clock clock) {
    this.queues = queues;
    this.embedded = embedded;
    this.probe = probe;
    this.unconsumed = unconsumed;
    this.outage = outage;
    this.clock = clock;
    this.outdatedAfter = properties.watchInterval().plus(properties.callTimeout()).multipliedBy(2);
    this.last = new Sample(clock.instant(), Collections.emptySortedMap(), null);
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
    try {
      SortedMap<String, QueueDepth> depths = queues.depths();
      last = new Sample(clock.instant(), depths, null);
      messages.register(rows(depths, this::messages));
      ages.register(rows(depths, this::age));
      unconsumed.look(depths);
      answered();
    } catch (ManagementRefusedException e) {
      if (!(last.failure() instanceof ManagementRefusedException)) {
        LOG.warn(
            "cannot count the queues, their metrics are NaN until the broker permits it: {}",
            e.getMessage());
      }
      last = new Sample(clock.instant(), Collections.emptySortedMap(), e);
      answered();
    } catch (JmsException e) {
      last = new Sample(clock.instant(), Collections.emptySortedMap(), e);
      outage.brokerFails(embeddedProblem().orElse(BrokerFailure.describe(e)));
    }
  }

  private void answered() {
    embeddedProblem()
        .or(this::inboxProblem)
        .ifPresentOrElse(outage::brokerFails, outage::brokerAnswers);
  }

  private Optional<String> embeddedProblem() {
    return embedded.stream().map(BrokerCheck::problem).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> inboxProblem() {
    return probe.stream().map(InboxProbe::problem).flatMap(Optional::stream).findFirst();
  }

  /**
   * What the last look saw.
   *
   * @return null if it is too long ago to be believed
   */
  Sample last() {
    Sample sample = last;
    return sample.at().plus(outdatedAfter).isBefore(clock.instant()) ? null : sample;
  }

  /**
   * Why nobody need ask the broker now: it did not answer the last look, or that look goes on and
   * on. A broker that refuses this user management messages may still answer other questions.
   *
   * @return the reason on one line; nothing if the broker is there
   */
  public Optional<String> brokerGone() {
    Sample sample = last();
    if (sample == null) {
      return Optional.of(
          "the broker has not answered lately: look at its log, its disk and its load");
    }
    return Optional.ofNullable(sample.failure())
        .filter(failure -> !(failure instanceof ManagementRefusedException))
        .map(BrokerFailure::describe);
  }

  /**
   * The age of what is oldest in a queue.
   *
   * @param depth the queue
   * @return in seconds, 0 if it is empty
   */
  double age(QueueDepth depth) {
    return depth.oldest() == null
        ? 0
        : Math.max(0, Duration.between(depth.oldest(), clock.instant()).toMillis() / 1000.0);
  }

  private double messages(String queue) {
    return gauge(queue, depth -> (double) depth.messages());
  }

  private double age(String queue) {
    return gauge(queue, this::age);
  }

  private double gauge(String queue, ToDoubleFunction<QueueDepth> value) {
    Sample sample = last();
    QueueDepth depth = sample == null ? null : sample.depths().get(queue);
    return depth == null ? Double.NaN : value.applyAsDouble(depth);
  }

  private static List<Row<?>> rows(
      SortedMap<String, QueueDepth> depths, ToDoubleFunction<String> value) {
    List<Row<?>> rows = new ArrayList<>();
    depths.keySet().forEach(queue -> rows.add(Row.of(Tags.of("queue", queue), queue, value)));
    return rows;
  }

  /**
   * One look at the broker.
   *
   * @param at when
   * @param depths what it saw
   * @param failure why it saw nothing; null if it did
   */
  record Sample(Instant at, SortedMap<String, QueueDepth> depths, RuntimeException failure) {}
}
