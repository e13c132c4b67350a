package org.extendrouter.tracing;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.servlet.DispatcherType;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.InterceptStrategy;
import org.extendrouter.fetch.FetchTracing;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.tracing.ConditionalOnEnabledTracing;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Where spans begin and end. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEnabledTracing
@ConditionalOnSingleCandidate(OpenTelemetry.class)
class SpansConfiguration {

  @Bean("extendTraces")
  Traces traces(OpenTelemetry openTelemetry) {
    return new Traces(openTelemetry);
  }

  /** Behind the filter that waits for a webhook's body. */
  @Bean("extendWebhookSpans")
  FilterRegistrationBean<WebhookSpans> webhookSpans(
      Traces traces, @Value("${extend.webhook.path}") String path) {
    FilterRegistrationBean<WebhookSpans> registration =
        new FilterRegistrationBean<>(new WebhookSpans(traces, path));
    registration.addUrlPatterns(path);
    registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 11);
    return registration;
  }

  @Bean("extendMessageSpans")
  MessageTracing messageSpans(Traces traces) {
    return new MessageSpans(traces);
  }

  @Bean("extendFetchSpans")
  FetchTracing fetchSpans(Traces traces) {
    return new FetchSpans(traces);
  }

  @Bean("extendStepTraces")
  InterceptStrategy stepTraces() {
    return new StepTraces();
  }

  @Bean("extendSendSpans")
  EventNotifier sendSpans(Traces traces) {
    return new SendSpans(traces);
  }
}
