package org.extendrouter.webhook;

import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lets webhooks in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
@Import({SignatureVerifier.class, ReceiptTime.class, Rejections.class})
public class WebhookConfiguration {

  @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
  @ConditionalOnBooleanProperty("extend.standalone")
  PlatformHttpEngine platformHttpEngine(@Value("${server.port}") int port) {
    return new SameThreadEngine(port);
  }
}
