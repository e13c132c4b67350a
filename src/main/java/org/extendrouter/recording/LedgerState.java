package org.extendrouter.recording;

import org.extendrouter.destination.DestinationState;
import org.extendrouter.ledger.Ledger;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tries whether a ledger that was down can be written. No message does: each of its attempts would
 * be lost to an outage, and one that has used up all of them is a dead letter.
 */
@Component
class LedgerState implements DestinationState {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerState.class);

  private static final String ROUTE = "ledger";

  private final Ledger ledger;

  LedgerState(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String routeId() {
    return ROUTE;
  }

  @Override
  public boolean isDown() {
    return ledger.isDown();
  }

  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  void tryAgain() {
    if (isDown()) {
      try {
        ledger.tryToWrite();
      } catch (DataAccessException e) {
        LOG.debug("health tells of it", e);
      }
    }
  }
}
