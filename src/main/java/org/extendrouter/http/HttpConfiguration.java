package org.extendrouter.http;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import org.apache.camel.CamelContext;
import org.extendrouter.http.connector.ConnectorConfiguration;
import org.extendrouter.webhook.Rejections;
import org.extendrouter.webhook.WebhookProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** Takes the bytes of webhooks in. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectorConfiguration.class)
public class HttpConfiguration {

  /** Each takes some 75 KB beside its own bytes, most of it the server's buffers. */
  private static final int MOST_INCOMPLETE_BODIES = 256;

  @Bean("extendWebhookRequestFilter")
  FilterRegistrationBean<WebhookRequestFilter> webhookRequestFilter(
      WebhookProperties properties,
      Rejections rejections,
      CamelContext camel,
      MeterRegistry registry) {
    IncomingBody.Limits limits =
        new IncomingBody.Limits(
            properties.path(),
            Math.toIntExact(properties.maxBodySize().toBytes()),
            properties.bodyTimeout());
    BodyRoom room =
        new BodyRoom(
            properties.maxTotalBodySize().toBytes(), MOST_INCOMPLETE_BODIES, System::nanoTime);
    FilterRegistrationBean<WebhookRequestFilter> registration =
        new FilterRegistrationBean<>(
            new WebhookRequestFilter(limits, room, rejections, camel, new AnswerTimes(registry)));
    registration.addUrlPatterns(properties.path());
    registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  @Bean("extendMisdirectedWebhooks")
  FilterRegistrationBean<MisdirectedWebhooks> misdirectedWebhooks(
      WebhookProperties properties, Rejections rejections) {
    FilterRegistrationBean<MisdirectedWebhooks> registration =
        new FilterRegistrationBean<>(new MisdirectedWebhooks(properties.path(), rejections));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }
}
