package org.extendrouter.webhook;

import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  /**
   * Works on the thread that took the request: it waits for the journal either way, and a second
   * pool would be one more limit to set.
   */
  @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
  PlatformHttpEngine platformHttpEngine(@Value("${server.port}") int port) {
    return new SpringBootPlatformHttpEngine(port, Runnable::run);
  }

  @Bean
  FilterRegistrationBean<WebhookRequestFilter> webhookRequestFilter(WebhookProperties properties) {
    FilterRegistrationBean<WebhookRequestFilter> registration =
        new FilterRegistrationBean<>(new WebhookRequestFilter(properties));
    registration.addUrlPatterns(properties.path());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }
}
