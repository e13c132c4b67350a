package org.extendrouter.deadletter;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.extendrouter.broker.QueueWatch;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sees to it that the queues of dead letters and their reasons are there: a broker drops what it
 * gives up if they are not, and only an embedded one makes them at its start. Forgets reasons whose
 * letter is gone.
 */
@Component
class DeadLetterUpkeep {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterUpkeep.class);

  /** A reason is written a moment before the broker moves its message. */
  private static final Duration REASON_WITHOUT_LETTER = Duration.ofHours(1);

  private static final String NOTHING = "FALSE";

  private final JmsTemplate jms;
  private final DeadLetterQueue deadLetters;
  private final QueueWatch watch;
  private final Clock clock;

  DeadLetterUpkeep(
      BrokerConnection connection,
      DeadLetterQueue deadLetters,
      QueueWatch watch,
      @RouterClock Clock clock) {
    this.jms = new JmsTemplate(connection.factory());
    this.deadLetters = deadLetters;
    this.watch = watch;
    this.clock = clock;
  }

  /** A broker makes a queue for a consumer that is allowed to have it made. */
  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  void makeQueues() {
    whileTheBrokerAnswers(
        () ->
            jms.execute(
                session -> {
                  for (String queue : List.of(Failure.DEAD_LETTERS, Failure.REASONS)) {
                    session.createConsumer(session.createQueue(queue), NOTHING).close();
                  }
                  return null;
                }));
  }

  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedDelayString = "PT1H")
  void forgetReasons() {
    whileTheBrokerAnswers(
        () -> deadLetters.forgetReasons(clock.instant().minus(REASON_WITHOUT_LETTER)));
  }

  private void whileTheBrokerAnswers(Runnable work) {
    if (watch.brokerGone().isPresent()) {
      return;
    }
    try {
      work.run();
    } catch (JmsException e) {
      LOG.debug("will be tried again", e);
    }
  }
}
