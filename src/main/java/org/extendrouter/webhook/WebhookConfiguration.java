package org.extendrouter.webhook;

import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lets webhooks in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
@Import({SignatureVerifier.class, ReceiptTime.class, Rejections.class})
public class WebhookConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookConfiguration.class);

  @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
  @ConditionalOnBooleanProperty("extend.standalone")
  PlatformHttpEngine platformHttpEngine(@Value("${server.port}") int port) {
    return new SameThreadEngine(port);
  }

  @Bean("extendShortSecretsWarning")
  ApplicationListener<ApplicationReadyEvent> shortSecrets(WebhookProperties properties) {
    return ready -> {
      if (properties.signingSecrets().stream().anyMatch(SigningSecret::isShort)) {
        LOG.warn(
            "a signing secret has fewer than {} characters and may be guessed: check that EXTEND_SIGNING_SECRETS holds it whole, as Extend shows it (wss_...)",
            SigningSecret.USUAL_LENGTH);
      }
    };
  }
}
