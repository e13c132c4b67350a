package org.extendrouter.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class BrokerClientLinesTest {

  private static final String FAILED = "AMQ214016: Failed to create netty connection";

  @Test
  void eachAddressOfABrokerIsToldOfOnceHoweverOftenTheyAreTriedInTurn() {
    LoggerContext context = new LoggerContext();
    BrokerClientLines filter = new BrokerClientLines();
    filter.start();
    context.addTurboFilter(filter);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger client = context.getLogger("org.apache.activemq.artemis.core.client");
    client.addAppender(lines);

    for (int i = 0; i < 50; i++) {
      client.error(FAILED, new UnknownHostException("broker-0.brokers"));
      client.error(FAILED, new UnknownHostException("broker-1.brokers"));
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "no connection to the broker (UnknownHostException: broker-0.brokers): look at spring.artemis.broker-url",
            "no connection to the broker (UnknownHostException: broker-1.brokers): look at spring.artemis.broker-url");
  }
}
