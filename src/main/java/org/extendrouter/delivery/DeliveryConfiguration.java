package org.extendrouter.delivery;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailHeaderFilterStrategy;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What leaves by {@code http(s):} and {@code smtp(s):}, whoever wrote the route. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  @Bean
  ComponentCustomizer httpHeaders() {
    return ComponentCustomizer.builder(HttpComponent.class)
        .build(
            component ->
                component.setHeaderFilterStrategy(
                    new InternalHeaders(new HttpHeaderFilterStrategy())));
  }

  @Bean
  ComponentCustomizer mailHeaders() {
    return ComponentCustomizer.builder(MailComponent.class)
        .build(
            component ->
                component.setHeaderFilterStrategy(
                    new InternalHeaders(new MailHeaderFilterStrategy())));
  }
}
