package org.extendrouter.deadletter;

import java.time.Clock;
import java.time.Duration;
import org.extendrouter.letters.BusyException;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets reasons whose letter is gone. */
@Component
class DeadLetterUpkeep {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterUpkeep.class);

  /** A reason is written a moment before the broker moves its message. */
  private static final Duration REASON_WITHOUT_LETTER = Duration.ofHours(1);

  private final DeadLetterQueue deadLetters;
  private final QueueWatch watch;
  private final Clock clock;

  DeadLetterUpkeep(DeadLetterQueue deadLetters, QueueWatch watch, @RouterClock Clock clock) {
    this.deadLetters = deadLetters;
    this.watch = watch;
    this.clock = clock;
  }

  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      initialDelayString = "PT10M",
      fixedDelayString = "PT1H")
  void forgetReasons() {
    if (watch.brokerGone().isPresent()) {
      return;
    }
    try {
      deadLetters.forgetReasons(clock.instant().minus(REASON_WITHOUT_LETTER));
    } catch (JmsException | BusyException e) {
      LOG.debug("will be tried again", e);
    }
  }
}
