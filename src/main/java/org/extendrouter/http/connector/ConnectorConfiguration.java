package org.extendrouter.http.connector;

import java.time.Duration;
import java.util.Objects;
import org.extendrouter.webhook.WebhookProperties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletPath;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Bounds connections, if the router runs by itself. The condition is on the class: whoever looks at
 * its methods needs Tomcat, and an application may have another server.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("extend.standalone")
public class ConnectorConfiguration {

  /** What ends a chunked body takes this much. */
  private static final int NO_TRAILER = 16;

  /** Each takes some 25 KB with half a request. */
  private static final int MOST_UNSIGNED_CONNECTIONS = 1024;

  /** In bytes: a usual webhook with its head. */
  private static final String SMALL_BUFFER = "4096";

  /** Bounds what connections without a signed webhook can hold: threads, memory and time. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> webhookConnector(
      WebhookProperties properties,
      ServerProperties server,
      WebMvcProperties mvc,
      @Value("${server.tomcat.connection-timeout}") Duration connectionTimeout) {
    DispatcherServletPath servlet = mvc.getServlet()::getPath;
    String path =
        Objects.requireNonNullElse(server.getServlet().getContextPath(), "")
            + servlet.getRelativePath(properties.path());
    return factory -> {
      factory.setProtocol(WebhookConnector.class.getName());
      factory.addEngineValves(new KeepAliveValve(path));
      factory.addConnectorCustomizers(
          connector -> {
            WebhookConnector http = (WebhookConnector) connector.getProtocolHandler();
            http.limitUnsigned(
                MOST_UNSIGNED_CONNECTIONS, connectionTimeout.plus(properties.bodyTimeout()));
            http.setProperty("socket.appReadBufSize", SMALL_BUFFER);
            http.setProperty("socket.appWriteBufSize", SMALL_BUFFER);
            // No chunk extensions and no trailers: nobody signs them.
            http.setMaxExtensionSize(0);
            http.setMaxTrailerSize(NO_TRAILER);
          });
    };
  }

  @Bean
  WebhookPortHealthIndicator webhookPortHealthIndicator(ApplicationContext context) {
    return new WebhookPortHealthIndicator(context);
  }
}
