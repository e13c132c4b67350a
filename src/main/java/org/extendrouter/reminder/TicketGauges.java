package org.extendrouter.reminder;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.ledger.WaitingType;
import org.extendrouter.metrics.TypeLabels;
import org.extendrouter.openticket.OpenTicketProperties;
import org.extendrouter.schedule.RouterClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/**
 * How many tickets are open, and for how long, by type. They are counted now and then, so that a
 * scrape waits for nothing, and are NaN until they are counted, and while the ledger's database
 * does not answer.
 */
@Component("extendTicketGauges")
public final class TicketGauges {

  private static final Logger LOG = LoggerFactory.getLogger(TicketGauges.class);

  private final NewLedger newLedger;
  private final TicketLedger ledger;
  private final TypeLabels types;
  private final Duration keep;
  private final Clock clock;
  private final MultiGauge tickets;
  private final MultiGauge ages;

  private volatile Map<String, Open> last = Map.of();

  TicketGauges(
      NewLedger newLedger,
      TicketLedger ledger,
      TypeLabels types,
      OpenTicketProperties open,
      MeterRegistry registry,
      @RouterClock Clock clock) {
    this.newLedger = newLedger;
    this.ledger = ledger;
    this.types = types;
    this.keep = open.keep();
    this.clock = clock;
    this.tickets =
        MultiGauge.builder("extend.review.open")
            .description("Tickets that nobody has decided about")
            .register(registry);
    this.ages =
        MultiGauge.builder("extend.review.oldest.age")
            .description("Age of the oldest open ticket; 0 if there is none")
            .baseUnit("seconds")
            .register(registry);
  }

  private record Open(double tickets, Instant oldest) {

    private static final Open NONE = new Open(0, null);
    private static final Open UNKNOWN = new Open(Double.NaN, null);

    Open plus(WaitingType more) {
      Instant other = more.oldest().toInstant();
      return new Open(
          tickets + more.tickets(), oldest == null || other.isBefore(oldest) ? other : oldest);
    }
  }

  /** Shows all of them, once the routes are known. */
  @EventListener(ApplicationReadyEvent.class)
  synchronized void register() {
    if (last.isEmpty()) {
      Map<String, Open> unknown = none();
      unknown.replaceAll((type, open) -> Open.UNKNOWN);
      register(unknown);
    }
  }

  private Map<String, Open> none() {
    Map<String, Open> none = new TreeMap<>();
    types.all().forEach(type -> none.put(type, Open.NONE));
    return none;
  }

  /** Counts the open tickets, those that the ledger has first: to fill it may take minutes. */
  public void count() {
    boolean whole = newLedger.isDone();
    register(counted(whole));
    if (!whole) {
      try {
        newLedger.fillUnlessUnderWay();
      } catch (DataAccessException | JmsException e) {
        LOG.debug("will be tried again", e);
      }
      register(counted(newLedger.isDone()));
    }
  }

  private Map<String, Open> counted(boolean whole) {
    Map<String, Open> counted = none();
    try {
      ledger
          .count(clock.instant().minus(keep))
          .forEach(
              some ->
                  counted.computeIfPresent(
                      types.of(some.type(), some.branch()), (type, open) -> open.plus(some)));
      if (!whole) {
        counted.replaceAll((type, open) -> open.equals(Open.NONE) ? Open.UNKNOWN : open);
      }
    } catch (DataAccessException e) {
      LOG.debug("will be tried again", e);
      counted.replaceAll((type, open) -> Open.UNKNOWN);
    }
    return counted;
  }

  private synchronized void register(Map<String, Open> counted) {
    last = counted;
    // Those that are there stay: metrics that are read meanwhile must not have them twice.
    tickets.register(rows(this::tickets));
    ages.register(rows(this::age));
  }

  private double tickets(String type) {
    return last.getOrDefault(type, Open.UNKNOWN).tickets();
  }

  private double age(String type) {
    Open open = last.getOrDefault(type, Open.UNKNOWN);
    if (open.oldest() == null) {
      return open.tickets();
    }
    return Math.max(0, Duration.between(open.oldest(), clock.instant()).toMillis() / 1000.0);
  }

  private List<Row<?>> rows(ToDoubleFunction<String> value) {
    return last.keySet().stream()
        .<Row<?>>map(type -> Row.of(Tags.of("type", type), type, value))
        .toList();
  }
}
