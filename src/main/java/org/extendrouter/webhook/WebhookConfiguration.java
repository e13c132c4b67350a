package org.extendrouter.webhook;

import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.springframework.beans.factory.annotation.Qualifier;
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

  /**
   * What the route {@code receive} asks for by name; an application's own requests go elsewhere.
   */
  public static final String ENGINE = "extendPlatformHttpEngine";

  @Bean(name = ENGINE, defaultCandidate = false)
  SameThreadEngine engine(@Value("${server.port:8080}") int port) {
    return new SameThreadEngine(port);
  }

  /** Also for the entries that an installation adds. */
  @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
  @ConditionalOnBooleanProperty("extend.standalone")
  PlatformHttpEngine engineOfAll(@Qualifier(ENGINE) PlatformHttpEngine engine) {
    return engine;
  }
}
