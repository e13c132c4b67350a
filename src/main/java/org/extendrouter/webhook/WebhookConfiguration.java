package org.extendrouter.webhook;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  @Bean
  FilterRegistrationBean<WebhookRequestFilter> webhookRequestFilter(WebhookProperties properties) {
    FilterRegistrationBean<WebhookRequestFilter> registration =
        new FilterRegistrationBean<>(new WebhookRequestFilter(properties));
    registration.addUrlPatterns(properties.path());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }
}
