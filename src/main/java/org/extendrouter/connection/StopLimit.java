package org.extendrouter.connection;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ShutdownStrategy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets an external broker that is silent hold up the router's end no longer than the work under way
 * may take, and a little.
 */
@Component("extendStopLimit")
class StopLimit {

  /** For requests under way before, and for what is rolled back after. */
  private static final Duration BEYOND_WORK = Duration.ofSeconds(8);

  private final ApplicationContext context;
  private final BrokerConnection connection;
  private final ObjectProvider<CamelContext> camel;

  StopLimit(
      ApplicationContext context, BrokerConnection connection, ObjectProvider<CamelContext> camel) {
    this.context = context;
    this.connection = connection;
    this.camel = camel;
  }

  /** The context of the management port closes, too. */
  @EventListener
  void closing(ContextClosedEvent event) {
    if (event.getApplicationContext() == context && connection.embedded().isEmpty()) {
      ShutdownStrategy work = camel.getObject().getShutdownStrategy();
      connection.endWithin(
          Duration.of(work.getTimeout(), work.getTimeUnit().toChronoUnit()).plus(BEYOND_WORK));
    }
  }
}
