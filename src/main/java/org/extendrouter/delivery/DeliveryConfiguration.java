package org.extendrouter.delivery;

import java.time.Clock;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailHeaderFilterStrategy;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.extendrouter.schedule.RouterClock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What leaves by {@code file:}, {@code http(s):} and {@code smtp(s):}, whoever wrote the route. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FilesProperties.class)
public class DeliveryConfiguration {

  /** The {@code file:} of the router's routes, by the name that it has in an application. */
  @Bean(name = "extend-file", defaultCandidate = false)
  SyncedFileComponent file(FilesProperties properties, @RouterClock Clock clock) {
    return new SyncedFileComponent(properties, clock);
  }

  /** In an application {@code http:} is the application's. */
  @Bean
  @ConditionalOnBooleanProperty("extend.standalone")
  ComponentCustomizer httpHeadersCustomizer() {
    return ComponentCustomizer.builder(HttpComponent.class)
        .build(
            component ->
                component.setHeaderFilterStrategy(
                    new InternalHeaders(new HttpHeaderFilterStrategy())));
  }

  /** For {@code smtp:} of the router's routes. */
  @Bean(name = "extendMailHeaders", defaultCandidate = false)
  HeaderFilterStrategy mailHeaders() {
    return new InternalHeaders(new MailHeaderFilterStrategy());
  }

  /** In an application other mail is the application's. */
  @Bean
  @ConditionalOnBooleanProperty("extend.standalone")
  ComponentCustomizer mailHeadersCustomizer() {
    return ComponentCustomizer.builder(MailComponent.class)
        .build(component -> component.setHeaderFilterStrategy(mailHeaders()));
  }
}
