package org.extendrouter.httpclient;

import java.time.Duration;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code http:} and {@code https:} of the routes. In an application they are the application's. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpProperties.class)
public class HttpClientConfiguration {

  /** As long as the client waits for a connection; by itself it waits for an answer for ever. */
  private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(3);

  /** By the name that Camel looks for. */
  @Bean(name = "http-component", defaultCandidate = false)
  @ConditionalOnBooleanProperty("extend.standalone")
  BoundedHttpComponent http() {
    return new BoundedHttpComponent();
  }

  /** By the name that Camel looks for. */
  @Bean(name = "https-component", defaultCandidate = false)
  @ConditionalOnBooleanProperty("extend.standalone")
  BoundedHttpComponent https() {
    return new BoundedHttpComponent();
  }

  @Bean
  @ConditionalOnBooleanProperty("extend.standalone")
  ComponentCustomizer httpClientCustomizer(HttpProperties properties) {
    return ComponentCustomizer.builder(HttpComponent.class)
        .build(
            component -> {
              component.setHttpClientConfigurer(new AnswerLimit(properties.maxAnswerSize()));
              if (component.getResponseTimeout() <= 0) {
                component.setResponseTimeout(RESPONSE_TIMEOUT.toMillis());
              }
            });
  }
}
