package org.extendrouter.http.connector;

import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/** Whether the port for webhooks can answer. No port that is not open yet is ill. */
final class WebhookPortHealthIndicator implements HealthIndicator {

  private final ApplicationContext context;

  WebhookPortHealthIndicator(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public Health health() {
    return connectors()
            .map(Connector::getProtocolHandler)
            .filter(WebhookConnector.class::isInstance)
            .allMatch(connector -> ((WebhookConnector) connector).isServing())
        ? Health.up().build()
        : Health.down()
            .withDetail(
                "problem",
                "a thread that takes webhooks has ended, and none is answered: look at the log for why, and restart the router")
            .build();
  }

  private Stream<Connector> connectors() {
    return context instanceof ServletWebServerApplicationContext servlets
            && servlets.getWebServer() instanceof TomcatWebServer server
        ? Stream.of(server.getTomcat().getService().findConnectors())
        : Stream.empty();
  }
}
