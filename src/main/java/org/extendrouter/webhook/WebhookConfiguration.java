package org.extendrouter.webhook;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** Lets webhooks in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
@Import({SignatureVerifier.class, Rejections.class})
public class WebhookConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookConfiguration.class);

  /** What ends a chunked body takes this much. */
  private static final int NO_TRAILER = 16;

  /** Each takes some 25 KB with half a request. */
  private static final int MOST_UNSIGNED_CONNECTIONS = 1024;

  /** In bytes: a usual webhook with its head. */
  private static final String SMALL_BUFFER = "4096";

  /**
   * Works on the thread that took the request: it waits for the journal either way, and a second
   * pool would be one more limit to set.
   */
  @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
  @ConditionalOnBooleanProperty("extend.standalone")
  PlatformHttpEngine platformHttpEngine(@Value("${server.port}") int port) {
    return new SpringBootPlatformHttpEngine(port, Runnable::run);
  }

  @Bean("extendWebhookRequestFilter")
  FilterRegistrationBean<WebhookRequestFilter> webhookRequestFilter(
      WebhookProperties properties, Rejections rejections, CamelContext camel) {
    IncomingBody.Limits limits =
        new IncomingBody.Limits(
            properties.path(),
            Math.toIntExact(properties.maxBodySize().toBytes()),
            properties.bodyTimeout());
    BodyRoom room = new BodyRoom(properties.maxTotalBodySize().toBytes(), System::nanoTime);
    FilterRegistrationBean<WebhookRequestFilter> registration =
        new FilterRegistrationBean<>(new WebhookRequestFilter(limits, room, rejections, camel));
    registration.addUrlPatterns(properties.path());
    registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  @Bean("extendShortSecrets")
  ApplicationListener<ApplicationReadyEvent> shortSecrets(WebhookProperties properties) {
    return ready -> {
      if (properties.signingSecrets().stream().anyMatch(SigningSecret::isShort)) {
        LOG.warn(
            "a signing secret has fewer than {} characters and may be guessed: check that EXTEND_SIGNING_SECRETS holds it whole, as Extend shows it (wss_...)",
            SigningSecret.USUAL_LENGTH);
      }
    };
  }

  /** Bounds what connections without a signed webhook can hold: threads, memory and time. */
  @Bean
  @ConditionalOnBooleanProperty("extend.standalone")
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> webhookConnector(
      WebhookProperties properties,
      @Value("${server.tomcat.connection-timeout}") Duration connectionTimeout) {
    return factory -> {
      factory.setProtocol(WebhookConnector.class.getName());
      factory.addEngineValves(new KeepAliveValve(properties.path()));
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
}
