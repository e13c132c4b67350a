package org.extendrouter.otherrouters;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.extendrouter.connection.BrokerLocation;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.testrun.SettableClock;
import org.extendrouter.triage.TriageProperties;
import org.junit.jupiter.api.Test;

class OtherRoutersTest {

  private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

  private final SettableClock clock = new SettableClock(START);
  private final CamelContext camel = new DefaultCamelContext();
  private final OtherRouters lenient = router(false, "0.5");
  private final OtherRouters strict = router(false, "0.9");

  @Test
  void whatALikeRouterStoredIsNoNews() {
    assertThat(take(router(false, "0.90"), stored(strict, START.plusSeconds(1)))).isEmpty();
  }

  @Test
  void whatAnUnlikeRouterStoresIsToldForAnHourWithItsHost() {
    Exchange event = stored(lenient, START.plusSeconds(1));
    assertThat(take(strict, event))
        .singleElement()
        .asString()
        .contains("decides by another extend.default-threshold");
    assertThat(event.getMessage().getHeader(HeaderNames.DECIDES_BY)).isNull();

    clock.pass(OtherRouters.MEMORY.plusSeconds(1));
    assertThat(strict.toDo()).isEmpty();
  }

  @Test
  void aRouterThatWasPutRightIsNotToldAnyMore() {
    take(strict, stored(lenient, START.plusSeconds(1)));

    assertThat(take(strict, stored(router(false, "0.9"), START.plusSeconds(2)))).isEmpty();
  }

  /** It may have been this one, with what was set then. */
  @Test
  void whatWasStoredBeforeTheStartIsNoNews() {
    assertThat(take(strict, stored(lenient, START.minus(Duration.ofDays(1))))).isEmpty();
  }

  /** A copy of the shipped route from before, or one that sets no time. */
  @Test
  void whatDoesNotSayByWhichRulesOrWhenIsNoNews() {
    assertThat(take(strict, new DefaultExchange(camel))).isEmpty();
    Exchange timeless = stored(lenient, START);
    timeless.getMessage().setHeader(HeaderNames.RECEIVED_AT, "yesterday");
    assertThat(take(strict, timeless)).isEmpty();
    timeless = stored(lenient, START);
    timeless.getMessage().removeHeader(HeaderNames.RECEIVED_AT);
    assertThat(take(strict, timeless)).isEmpty();
  }

  @Test
  void anEmbeddedBrokerHasOneRouterAlone() {
    OtherRouters alone = router(true, "0.9");
    assertThat(stored(alone, START).getMessage().getHeader(HeaderNames.DECIDES_BY)).isNull();
    assertThat(take(alone, stored(lenient, START.plusSeconds(1)))).isEmpty();
  }

  private Exchange stored(OtherRouters router, Instant receivedAt) {
    Exchange event = new DefaultExchange(camel);
    event.getMessage().setHeader(HeaderNames.RECEIVED_AT, receivedAt.toString());
    router.sign(event);
    return event;
  }

  private static List<String> take(OtherRouters router, Exchange event) {
    router.compare(
        event,
        event.getMessage().getHeader(HeaderNames.DECIDES_BY, String.class),
        event.getMessage().getHeader(HeaderNames.RECEIVED_AT, String.class));
    return router.toDo();
  }

  private OtherRouters router(boolean embedded, String threshold) {
    return new OtherRouters(
        new BrokerLocation(embedded, "broker", "tcp://broker:61616", "", ""),
        () -> Rules.of(new TriageProperties(new BigDecimal(threshold), List.of()), List.of()),
        clock);
  }
}
