package org.extendrouter.webhook;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  /** What ends a chunked body takes this much. */
  private static final int NO_TRAILER = 16;

  /**
   * Works on the thread that took the request: it waits for the journal either way, and a second
   * pool would be one more limit to set.
   */
  @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
  PlatformHttpEngine platformHttpEngine(@Value("${server.port}") int port) {
    return new SpringBootPlatformHttpEngine(port, Runnable::run);
  }

  @Bean
  FilterRegistrationBean<WebhookRequestFilter> webhookRequestFilter(
      WebhookProperties properties, Rejections rejections, CamelContext camel) {
    FilterRegistrationBean<WebhookRequestFilter> registration =
        new FilterRegistrationBean<>(
            new WebhookRequestFilter(new BodyReader(properties), rejections, camel));
    registration.addUrlPatterns(properties.path());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  /**
   * No chunk extensions and no trailers: nobody signs them, and the server reads each in one go,
   * however slowly it comes, so that no deadline holds.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> nothingBesideTheChunks() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> {
              if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxExtensionSize(0);
                http.setMaxTrailerSize(NO_TRAILER);
              }
            });
  }
}
