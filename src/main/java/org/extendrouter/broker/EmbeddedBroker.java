package org.extendrouter.broker;

import java.util.Optional;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Watches the embedded broker: tells health whether it can store events, and starts it again after
 * it has shut itself down, which Artemis does when it cannot write its journal.
 */
class EmbeddedBroker extends AbstractHealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final ActiveMQServer server;
  private final Journal journal;

  EmbeddedBroker(EmbeddedActiveMQ embedded, Journal journal) {
    super("the embedded broker's state is not known");
    this.server = embedded.getActiveMQServer();
    this.journal = journal;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Optional<String> problem = journal.problem();
    if (problem.isEmpty() && server.isActive()) {
      health.up();
      return;
    }
    health
        .down()
        .withDetail("problem", problem.orElse("the journal could not be written; see the log"))
        .withDetail("effect", "webhooks are answered 503, so that Extend sends them again");
  }

  @Scheduled(fixedDelay = 1000)
  void startAgain() {
    if (server.getState() != ActiveMQServer.SERVER_STATE.STOPPED || journal.problem().isPresent()) {
      return;
    }
    LOG.warn("the embedded broker had stopped; starting it again, since its journal has room");
    try {
      server.start();
    } catch (Exception e) {
      LOG.error("the embedded broker does not start, will be tried again: {}", e.toString());
    }
  }
}
