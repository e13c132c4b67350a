package org.extendrouter.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.extendrouter.connection.BrokerCheck;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The embedded broker as others see it: whether it can store events. Starts it again after it has
 * shut itself down, which Artemis does when it cannot write its journal.
 */
public class EmbeddedBroker implements BrokerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  /** Without room it may well stop again, with many lines of Artemis. */
  private static final Duration PAUSE_WHILE_SHORT = Duration.ofMinutes(1);

  private final ActiveMQServer server;
  private final Journal journal;
  private final Backlog backlog;
  private final Clock clock;
  private Instant nextWhileShort = Instant.MIN;

  EmbeddedBroker(EmbeddedActiveMQ embedded, Journal journal, Backlog backlog, Clock clock) {
    this.server = embedded.getActiveMQServer();
    this.journal = journal;
    this.backlog = backlog;
    this.clock = clock;
  }

  @Override
  public Optional<String> problem() {
    Optional<String> problem = journal.problem();
    if (problem.isEmpty() && !server.isActive()) {
      return Optional.of(
          "the embedded broker could not write its journal and has stopped; see the log");
    }
    return problem.or(() -> backlog.problem(server));
  }

  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedDelay = 1000)
  void startAgain() {
    if (server.getState() != ActiveMQServer.SERVER_STATE.STOPPED
        || journal.unusable().isPresent()
        || journal.isShortOfRoom() && clock.instant().isBefore(nextWhileShort)) {
      return;
    }
    // It may be what makes room: it deletes half-written files, and delivers.
    nextWhileShort = clock.instant().plus(PAUSE_WHILE_SHORT);
    LOG.warn("the embedded broker had stopped; starting it again");
    try {
      server.start();
    } catch (Exception e) {
      LOG.error("the embedded broker does not start, will be tried again: {}", e.toString());
    }
  }
}
