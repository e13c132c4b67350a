package org.extendrouter.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.extendrouter.connection.BrokerCheck;
import org.extendrouter.damage.DamageReport;
import org.extendrouter.embedded.EmbeddedServer;
import org.extendrouter.schedule.Pauses;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.storage.BrokerFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The embedded broker as others see it: whether it can store events. Starts it again after it has
 * shut itself down, which Artemis does when it cannot write its journal.
 */
public class EmbeddedBroker implements BrokerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  /** One that does not start, or stops at once, writes many lines. */
  private static final Duration PAUSE = Duration.ofSeconds(15);

  private final EmbeddedServer embedded;
  private final Journal journal;
  private final Backlog backlog;
  private final DamageReport damage;
  private final Clock clock;
  private Instant next = Instant.MIN;

  EmbeddedBroker(
      EmbeddedServer embedded, Journal journal, Backlog backlog, DamageReport damage, Clock clock) {
    this.embedded = embedded;
    this.journal = journal;
    this.backlog = backlog;
    this.damage = damage;
    this.clock = clock;
  }

  @Override
  public Optional<String> problem() {
    ActiveMQServer server = embedded.getActiveMQServer();
    Optional<String> problem = journal.problem();
    if (problem.isEmpty() && !server.isActive()) {
      return trouble()
          .or(
              () ->
                  Optional.of(
                      "the embedded broker could not write its journal and has stopped; it is started again within %d s"
                          .formatted(PAUSE.toSeconds())));
    }
    return problem.or(() -> backlog.problem(server));
  }

  /** A small file can be made also where its large ones cannot. */
  private Optional<String> trouble() {
    return journal.trouble().or(() -> embedded.lastFailure().flatMap(journal::trouble));
  }

  /** It may be what makes room: it deletes what was half written, and delivers. */
  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedDelay = 1000)
  void startAgain() {
    ActiveMQServer server = embedded.getActiveMQServer();
    if (server.isActive()
        || server.getState() == ActiveMQServer.SERVER_STATE.STOPPING
        || journal.unusable().isPresent()
        || Pauses.goesOn(next, PAUSE, clock.instant())) {
      return;
    }
    next = clock.instant().plus(PAUSE);
    LOG.warn(
        "the embedded broker had stopped{}; starting it again",
        trouble().map(why -> ", " + why).orElse(""));
    try {
      // What was lost before is known since the start.
      damage.keep(BrokerFiles.of(embedded.getConfiguration()).check(Optional::empty));
      embedded.startAnew();
    } catch (Exception e) {
      LOG.error(
          "the embedded broker does not start: {}", journal.trouble(e).orElseGet(e::toString));
    }
    if (!embedded.getActiveMQServer().isActive()) {
      LOG.error("the embedded broker is not there, will be tried again in {} s", PAUSE.toSeconds());
    }
  }
}
