package org.extendrouter.otherrouters;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.util.InetAddressUtil;
import org.extendrouter.connection.BrokerLocation;
import org.extendrouter.health.Concern;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.extendrouter.triage.DeliveredTypes;
import org.extendrouter.triage.TriageProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Routers on one broker take events from each other, so that with other thresholds or branches it
 * is chance what is accepted. Each event says by which rules the router decides that stored it; the
 * one that takes it compares them with its own. An embedded broker has one router alone.
 */
@Component("extendOtherRouters")
public final class OtherRouters implements Concern {

  /** How long a difference stays told after it was last seen. */
  static final Duration MEMORY = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(OtherRouters.class);

  private static final int LONGEST_HOST = 100;
  private static final String SEPARATOR = " ";

  private final boolean alone;
  private final Clock clock;
  private final Instant started;
  private final String host;
  private final SingletonSupplier<String> rules;
  private Instant seen = Instant.MIN;
  private String elsewhere;

  @Autowired
  OtherRouters(
      BrokerLocation location,
      TriageProperties settings,
      DeliveredTypes delivered,
      @RouterClock Clock clock) {
    this(
        location,
        () ->
            Rules.of(
                settings,
                delivered.all().stream().map(one -> one.type() + "=" + one.branch()).toList()),
        clock);
  }

  /** The rules are asked for once an event comes: the branches are known once the routes are. */
  OtherRouters(BrokerLocation location, Supplier<Rules> rules, Clock clock) {
    this.alone = location.embedded();
    this.clock = clock;
    this.started = clock.instant();
    this.host = alone ? "" : InetAddressUtil.getLocalHostNameSafe();
    this.rules = SingletonSupplier.of(() -> rules.get().digest());
  }

  /**
   * Has an event say by which rules this router decides, in the header {@code ExtendDecidesBy}.
   *
   * @param exchange of an event that is about to be stored
   */
  public void sign(Exchange exchange) {
    if (!alone) {
      exchange.getMessage().setHeader(HeaderNames.DECIDES_BY, rules.get() + SEPARATOR + host);
    }
  }

  /**
   * Takes that header off, and tells of rules that are not this router's, unless the event was
   * stored before this router started, which may have been with other settings.
   *
   * @param exchange of an event that was taken from the inbox
   * @param decidesBy what {@link #sign} wrote; null if nobody has
   * @param receivedAt when the event was received, as ISO 8601 has it; may be null
   */
  public void compare(
      Exchange exchange,
      @Header(HeaderNames.DECIDES_BY) String decidesBy,
      @Header(HeaderNames.RECEIVED_AT) String receivedAt) {
    exchange.getMessage().removeHeader(HeaderNames.DECIDES_BY);
    if (alone || decidesBy == null) {
      return;
    }
    if (decidesBy.startsWith(rules.get() + SEPARATOR)) {
      agrees(host(decidesBy));
    } else if (isOfThisTime(receivedAt) && isNew(decidesBy)) {
      LOG.warn("{}", problem());
    }
  }

  private boolean isOfThisTime(String receivedAt) {
    try {
      return receivedAt != null && OffsetDateTime.parse(receivedAt).toInstant().isAfter(started);
    } catch (DateTimeParseException notWrittenByARouter) {
      return false;
    }
  }

  private synchronized boolean isNew(String decidesBy) {
    boolean untold = !isTold();
    seen = clock.instant();
    elsewhere = host(decidesBy);
    return untold;
  }

  /** It was put right, or was restarted later than this one with what both have now. */
  private synchronized void agrees(String other) {
    if (other.equals(elsewhere)) {
      seen = Instant.MIN;
    }
  }

  private static String host(String decidesBy) {
    return SafeText.oneLine(
        decidesBy.substring(decidesBy.indexOf(SEPARATOR) + SEPARATOR.length()), LONGEST_HOST);
  }

  private boolean isTold() {
    return seen.isAfter(clock.instant().minus(MEMORY));
  }

  @Override
  public synchronized List<String> toDo() {
    return isTold() ? List.of(problem()) : List.of();
  }

  private synchronized String problem() {
    return "the router on %s decides by another extend.default-threshold, extend.types or routes/types/ than this one on %s, and they share a broker: chance decides what is accepted. Give both the same, and restart the one that was wrong"
        .formatted(elsewhere, host);
  }
}
