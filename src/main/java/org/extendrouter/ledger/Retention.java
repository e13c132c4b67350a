package org.extendrouter.ledger;

import java.util.concurrent.TimeUnit;
import org.extendrouter.database.LedgerProperties;
import org.extendrouter.retention.TrustedClock;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes what the ledger has kept for long enough. */
@Component
class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Ledger ledger;
  private final LedgerProperties properties;
  private final TrustedClock clock;

  Retention(Ledger ledger, LedgerProperties properties, TrustedClock clock) {
    this.ledger = ledger;
    this.properties = properties;
    this.clock = clock;
  }

  /** At the start as well, where it tells of a database that does not answer. */
  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedDelay = 1, timeUnit = TimeUnit.HOURS)
  void forget() {
    try {
      ledger.forget(clock.before(properties.keep()));
    } catch (DataAccessException e) {
      LOG.warn(
          "the ledger's database does not answer, what it is to hold waits in extend.ledger; ledger in health says what to do: {}",
          SafeText.oneLine(NestedExceptionUtils.getMostSpecificCause(e).getMessage(), 300));
    }
  }
}
